import { inSecond, withSecond } from "../../support/service-changes";

describe("names", () => {
  const names = "1-40 lower-case letters, digits and hyphens, starting with a letter and not ending in a hyphen";

  test.each(["Order", "order_service", "1-order", "order-", "a".repeat(41)])("a service called %s", (name) => {
    expect(withSecond({}, name)).toMatchObject([
      { allowed: names, fix: expect.stringContaining("rename the service") },
    ]);
  });

  test.each([
    [{ environment: { "NODE-ENV": "x" } }, "environment", "letters, digits and underscores, not starting with a digit"],
    [
      { secrets: { "1ST": { secret: "auth-secrets", key: "jwt-secret" } } },
      "secrets",
      "letters, digits and underscores",
    ],
    [{ config: { files: { ".": "x" } } }, "config.files", "neither . nor starting with .."],
    [
      { config: { files: { "a/b": "x" } } },
      "config.files",
      "1-253 letters, digits, - _ and ., neither . nor starting with ..",
    ],
    [{ namespace: "kube-system" }, "namespace", "1-63 lower-case letters, digits and hyphens"],
    [{ namespace: "Production" }, "namespace", "1-63 lower-case letters, digits and hyphens"],
  ])("%j", (change, path, allowed) => {
    const problems = withSecond(change);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.path).toContain(inSecond(path));
    expect(problems[0]?.allowed).toEqual(typeof allowed === "string" ? expect.stringContaining(allowed) : allowed);
  });
});

describe("single values", () => {
  test.each([
    [{ image: { tag: "latest" } }, "image.tag", "up to 128 letters, digits, - _ and ., and not latest"],
    [{ image: { tag: "v1", pullPolicy: "Sometimes" } }, "image.pullPolicy", '"Always", "IfNotPresent"'],
    [{ slo: {} }, "slo", "availabilityPercent, latency or both"],
    [{ slo: { availabilityPercent: 100 } }, "slo.availabilityPercent", "at most 99.99"],
    [
      { slo: { latency: { milliseconds: 300, percent: 99 } } },
      "slo.latency.milliseconds",
      "5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 30000, 60000",
    ],
    [{ ports: { http: 80 } }, "ports.http", "at least 1024"],
    [{ ports: { http: 70000 } }, "ports.http", "at most 65535"],
    [{ ports: { http: 15020 } }, "ports.http", "1024-65535 without 15000-15099"],
    [{ runAsUser: 0 }, "runAsUser", "at least 1"],
    [{ runAsUser: 1337 }, "runAsUser", "any id but 0 and 1337"],
    [{ route: { hosts: [] } }, "route.hosts", "at least 1 entry"],
    [
      { route: { hosts: ["techally.com"], prefix: "api" } },
      "route.prefix",
      "a path that starts with /, such as /api/auth, of characters that URLs have, without . and ..",
    ],
    [{ livenessProbe: { path: "health" } }, "livenessProbe.path", expect.stringContaining("a path that starts with /")],
    [
      { trafficPolicy: { loadBalancer: "RING" } },
      "trafficPolicy.loadBalancer",
      '"LEAST_REQUEST", "ROUND_ROBIN", "RANDOM"',
    ],
    [{ autoscaling: { cpuUtilization: 0 } }, "autoscaling.cpuUtilization", "at least 1"],
    [
      { permissions: [{ actions: ["s3:*"], resources: ["arn:aws:s3:::x"] }] },
      "permissions[0].actions[0]",
      "one action of one AWS service, such as s3:GetObject, without *",
    ],
    [
      { permissions: [{ actions: ["s3:GetObject"], resources: ["*"] }] },
      "permissions[0].resources[0]",
      expect.stringContaining("an ARN such as arn:aws:s3:::files/*, and not * alone"),
    ],
    [
      { permissions: [{ actions: ["s3:GetObject"], bucket: "uploads" }] },
      "permissions[0].bucket",
      '"static-assets", "media", "backups", "logs", "cdn-logs"',
    ],
    [{ buckets: { UPLOADS: "uploads" } }, "buckets.UPLOADS", '"static-assets", "media", "backups", "logs", "cdn-logs"'],
    [{ replica: 3 }, "replica", expect.stringContaining("only namespace, version, image, replicas")],
  ])("%j", (change, path, allowed) => {
    expect(withSecond(change)).toContainEqual(expect.objectContaining({ path: inSecond(path), allowed }));
  });

  test.each(["30", "0s", "0.5ms", "0.0001s", "4001s", "1.2h", "99999999999h"])("a timeout of %s", (timeout) => {
    expect(withSecond({ route: { hosts: ["auth.techally.com"], timeout } })).toEqual([
      {
        path: inSecond("route.timeout"),
        value: timeout,
        allowed: "a number with a unit of ms, s, m or h, such as 30s: whole milliseconds from 1ms to 4000s",
        fix: "add the unit, and stay between the two",
      },
    ]);
  });

  test.each(["0ms", "0.1ms", "2562048h", "99999999999h"])("an interval of %s", (interval) => {
    expect(withSecond({ trafficPolicy: { outlierDetection: { interval } } })).toEqual([
      expect.objectContaining({
        path: inSecond("trafficPolicy.outlierDetection.interval"),
        allowed: expect.stringContaining("whole milliseconds from 1ms to 2562047h"),
      }),
    ]);
  });

  test.each(["1ms", "0.5s", "0.0003m", "2562047h"])("a first time out of %s is one", (baseEjectionTime) => {
    expect(withSecond({ trafficPolicy: { outlierDetection: { baseEjectionTime } } })).toEqual([]);
  });

  test.each(["5xx, reset", "5XX", "timeout", "200", "599", "5000", ""])("retries on %j", (retryOn) => {
    expect(withSecond({ route: { hosts: ["auth.techally.com"], retries: { retryOn } } })).toEqual([
      {
        path: inSecond("route.retries.retryOn"),
        value: retryOn,
        allowed: expect.stringMatching(/^5xx, gateway-error, .* and status codes of errors, such as 503$/),
        fix: "separate them by commas without spaces, such as connect-failure,refused-stream",
      },
    ]);
  });

  test("retries on names and status codes", () => {
    const retries = { retryOn: "5xx,reset-before-request,unavailable,429,503" };
    expect(withSecond({ route: { hosts: ["auth.techally.com"], retries } })).toEqual([]);
  });

  test("a version is a label's value", () => {
    const version = "v".repeat(64);
    expect(withSecond({ version })).toEqual([
      {
        path: inSecond("version"),
        value: version,
        allowed: "a Kubernetes label value: up to 63 letters, digits, - _ and .",
        fix: "change the value; it starts and ends with a letter or digit",
      },
    ]);
    expect(withSecond({ version: "" })).toEqual([
      expect.objectContaining({ path: inSecond("version"), allowed: "at least 1 character" }),
    ]);
    expect(withSecond({ version: "2025.1_RC1" })).toEqual([]);
  });

  test.each([
    ["registry", "https://ghcr.io"],
    ["registry", "ghcr.io/techally"],
    ["registry", "GHCR.io"],
    ["registry", "registry"],
    ["registry", "ghcr.io:0"],
    ["registry", "ghcr.io:65536"],
    ["registry", ""],
    ["repository", "X/Y"],
    ["repository", "x:y"],
    ["repository", "a b"],
    ["repository", "/a"],
    ["repository", "a//b"],
    ["repository", "a__-b"],
    ["repository", "a@sha256"],
    ["repository", "a".repeat(256)],
    ["tag", "v1:2"],
    ["tag", ".1"],
    ["tag", "v".repeat(129)],
  ])("an image's %s %j", (key, value) => {
    const advice = {
      registry: [
        "the registry's host in lower case, with its port if it has one, such as ghcr.io or localhost:5000",
        "write the host alone: no scheme, no path; the rest is image.repository",
      ],
      repository: [
        "a path in lower case such as team/order-service: letters and digits, joined by -, _, . or /",
        "write the path alone: the host is image.registry, what follows the colon image.tag",
      ],
      tag: ["up to 128 letters, digits, - _ and ., and not latest", expect.stringContaining("name the release")],
    }[key];
    expect(withSecond({ image: { tag: "v1", [key]: value } })).toEqual([
      { path: inSecond(`image.${key}`), value, allowed: advice?.[0], fix: advice?.[1] },
    ]);
  });

  test.each([
    ["ghcr.io", "techally/order-service"],
    ["localhost", "a"],
    ["localhost:5000", "a.b/c__d/e--f"],
    ["registry:65535", "0"],
    ["123456789012.dkr.ecr.us-east-1.amazonaws.com", "a".repeat(255)],
  ])("an image in %s at %s", (registry, repository) => {
    expect(withSecond({ image: { registry, repository, tag: "v1" } })).toEqual([]);
  });

  const absolute = "an absolute path such as /app/config, without a colon, spaces, . or .., or a / at its end";
  const harmless = "a folder that hides none of the system's and is in none of Kubernetes'";
  test.each([
    ["/", absolute, "write the folder in which the files are to appear"],
    ["app", absolute, "write the folder in which the files are to appear"],
    ["/a:b", absolute, expect.any(String)],
    ["/a/", absolute, expect.any(String)],
    ["/a//b", absolute, expect.any(String)],
    ["/a/../etc", absolute, expect.any(String)],
    ["/a/.", absolute, expect.any(String)],
    ["/tmp", harmless, "choose another, such as /app/config: it would hide /tmp"],
    ["/etc", harmless, "choose another, such as /app/config: it would hide /etc/pki"],
    ["/usr", harmless, "choose another, such as /app/config: it would hide /usr/bin"],
    ["/var/run", harmless, "choose another, such as /app/config: it would hide /var/run/secrets"],
    ["/proc", harmless, "choose another, such as /app/config: it would hide /proc"],
    ["/a\0b", absolute, expect.any(String)],
    [`/${"a".repeat(256)}`, absolute, expect.any(String)],
    ["/etc/hosts", harmless, "choose another, such as /app/config: it would hide /etc/hosts"],
    ["/etc/resolv.conf", harmless, "choose another, such as /app/config: it would hide /etc/resolv.conf"],
    ["/dev/shm", harmless, "choose another, such as /app/config: it is in /dev"],
    ["/var/run/secrets/x", harmless, "choose another, such as /app/config: it is in /var/run/secrets"],
  ])("files in %s", (mountPath, allowed, fix) => {
    expect(withSecond({ config: { mountPath } })).toEqual([
      { path: inSecond("config.mountPath"), value: mountPath, allowed, fix },
    ]);
  });

  test.each([
    "/app",
    "/etc/orders",
    "/usr/share/nginx/html",
    "/tmp/config",
    "/devices",
    "/a/..b",
  ])("files may be in %s", (mountPath) => {
    expect(withSecond({ config: { mountPath } })).toEqual([]);
  });

  test("variables that are longer than Linux or etcd take", () => {
    const value = "ü".repeat(64 * 1024);
    expect(withSecond({ environment: { A: value, B: "x".repeat(128 * 1024 - 3) } })).toEqual([
      {
        path: inSecond("environment.A"),
        value,
        allowed: "at most 131071 bytes with its name and =, as Linux takes",
        fix: "it has 131074 bytes: put the text into config.files",
      },
    ]);
    const environment = Object.fromEntries(
      Array.from({ length: 11 }, (_, index) => [`A${index}`, "x".repeat(100_000)]),
    );
    expect(withSecond({ environment })).toEqual([
      {
        path: inSecond("environment"),
        value: environment,
        allowed: "at most 1048576 bytes in all",
        fix: "they have 1100034 bytes: put long texts into config.files",
      },
    ]);
  });

  test.each(["a\0b", "a\ud800b"])("%j is no text of a variable or file", (text) => {
    const change = { environment: { A: text }, config: { files: { a: text } } };
    const allowed = "text that UTF-8 can hold, without the character U+0000";
    expect(withSecond(change)).toEqual([
      expect.objectContaining({ path: inSecond("environment.A"), allowed }),
      expect.objectContaining({ path: inSecond("config.files.a"), allowed }),
    ]);
  });

  test.each(["/ä", "/a\u202eb", "/a\0b", "/a/../b", "/./a", "/%zz", "/{id}", "/a|b"])("%j begins no path", (prefix) => {
    expect(withSecond({ route: { hosts: ["techally.com"], prefix } })).toMatchObject([
      { path: inSecond("route.prefix"), fix: expect.stringContaining("as browsers send it") },
    ]);
  });

  test.each(["/~a/b.c", "/a%20b;c=d", "/.well-known"])("%j begins paths", (prefix) => {
    expect(withSecond({ route: { hosts: ["techally.com"], prefix } })).toEqual([]);
  });

  test.each(["/ä", "/a b", "/a#b", "/a\0"])("%j is probed by nobody", (path) => {
    expect(withSecond({ livenessProbe: { path } })).toMatchObject([{ path: inSecond("livenessProbe.path") }]);
  });

  test("files of more than a ConfigMap holds", () => {
    const files = { "a.json": "x".repeat(600 * 1024), "b.json": "ü".repeat(300 * 1024) };
    expect(withSecond({ config: { files } })).toEqual([
      {
        path: inSecond("config.files"),
        value: files,
        allowed: "at most 1048576 bytes in all, what a ConfigMap holds",
        fix: "they have 1228800 bytes: shorten the files, or let the service fetch them from a bucket",
      },
    ]);
    expect(withSecond({ config: { files: { a: "x".repeat(2 ** 20) } } })).toEqual([]);
  });

  test.each([
    ["cpu", "1 core", "cores such as 2 or 0.5, or thousandths such as 100m; not finer than 1m"],
    ["cpu", "0.5m", "cores such as 2 or 0.5, or thousandths such as 100m; not finer than 1m"],
    ["memory", "256m", "whole bytes such as 256Mi, 2Gi or 500M"],
    ["memory", "256MB", "whole bytes such as 256Mi, 2Gi or 500M"],
  ])("%s of %s", (resource, value, allowed) => {
    const requests = { cpu: "100m", memory: "256Mi", [resource]: value };
    const resources = { requests, limits: { cpu: "500m", memory: "512Mi" } };
    expect(withSecond({ resources })).toEqual([
      expect.objectContaining({ path: inSecond(`resources.requests.${resource}`), value, allowed }),
    ]);
  });
});
