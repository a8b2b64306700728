import { loadEnvironments } from "../../../src/config";
import { production } from "../../fixtures/environments/production";
import { problemsWith } from "../../support/problems";

const auth = production.services?.["auth-service"];
const second = { image: { tag: "v1.0.0" }, ports: { http: 3002 } };

/** What is wrong with auth-service after a change. */
const withAuth = (change: object) => problemsWith({ services: { "auth-service": { ...auth, ...change } } });
/** What is wrong with a second service. */
const withSecond = (change: object = {}, name = "order-service") =>
  problemsWith({ services: { [name]: { ...second, ...change } } });

const inAuth = (path: string) => `production.services["auth-service"].${path}`;
const inSecond = (path: string) => `production.services["order-service"].${path}`;

test("an entry needs no more than a tag and a port", () => {
  expect(withSecond()).toEqual([]);
  const [environment] = loadEnvironments([{ ...production, services: { "order-service": second } }]);
  expect(environment?.services["order-service"]).toEqual({
    version: "v1",
    image: { tag: "v1.0.0", pullPolicy: "IfNotPresent" },
    replicas: 3,
    revisionHistoryLimit: 10,
    rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
    ports: { http: 3002, metrics: 9090 },
    environment: {},
    secrets: {},
    resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "500m", memory: "512Mi" } },
    livenessProbe: {
      path: "/health/live",
      initialDelaySeconds: 30,
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 3,
    },
    readinessProbe: {
      path: "/health/ready",
      initialDelaySeconds: 10,
      periodSeconds: 5,
      timeoutSeconds: 3,
      failureThreshold: 3,
    },
    config: { mountPath: "/app/config", files: {} },
    trafficPolicy: {
      connectionPool: {
        tcp: { maxConnections: 100 },
        http: { http1MaxPendingRequests: 100, http2MaxRequests: 100 },
      },
      loadBalancer: "LEAST_REQUEST",
      outlierDetection: {
        consecutive5xxErrors: 5,
        interval: "30s",
        baseEjectionTime: "30s",
        maxEjectionPercent: 50,
      },
    },
    autoscaling: auth?.autoscaling,
    runAsUser: 1000,
    permissions: [],
    buckets: {},
  });
});

test("a route alone retries nothing that reached the service", () => {
  const services = { "order-service": { ...second, route: { hosts: ["techally.com"] } } };
  const [environment] = loadEnvironments([{ ...production, services }]);
  expect(environment?.services["order-service"]?.route).toEqual({
    hosts: ["techally.com"],
    prefix: "/",
    timeout: "30s",
    retries: { attempts: 3, perTryTimeout: "10s", retryOn: "connect-failure,refused-stream" },
  });
});

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

describe("values that do not go together", () => {
  test("a namespace that the cluster does not have", () => {
    expect(withAuth({ namespace: "payments" })).toEqual([
      {
        path: inAuth("namespace"),
        value: "payments",
        allowed: "one of namespaces: production, staging, development",
        fix: "add payments to namespaces, or name another",
      },
    ]);
  });

  test("no namespace of the environment's name", () => {
    const problems = problemsWith({
      namespaces: undefined,
      services: { "auth-service": { ...auth, namespace: undefined } },
    });
    expect(problems).toEqual([
      {
        path: inAuth("namespace"),
        value: undefined,
        allowed: "one of namespaces, which is empty",
        fix: "the default is the environment's name, production: add it to namespaces, or name another",
      },
    ]);
  });

  test("one port for requests and metrics", () => {
    expect(withAuth({ ports: { http: 9090, metrics: 9090 } })).toEqual([
      {
        path: inAuth("ports.metrics"),
        value: 9090,
        allowed: "any port but http's, 9090",
        fix: "give the metrics a port of their own: requests from outside must not reach them",
      },
    ]);
  });

  test("a minimum above the maximum", () => {
    expect(withAuth({ autoscaling: { minReplicas: 11, maxReplicas: 10 } })).toEqual([
      {
        path: inAuth("autoscaling.minReplicas"),
        value: 11,
        allowed: "at most maxReplicas, 10",
        fix: "lower minReplicas, or raise maxReplicas",
      },
    ]);
  });

  test("replicas that the autoscaler would change at once", () => {
    expect(withAuth({ replicas: 2 })).toEqual([
      {
        path: inAuth("replicas"),
        value: 2,
        allowed: "between minReplicas and maxReplicas, 3-10",
        fix: "choose a number that the autoscaler would leave alone",
      },
    ]);
  });

  test("a disruption budget that the minimum cannot spare a pod for", () => {
    expect(withAuth({ minAvailable: 3 })).toEqual([
      {
        path: inAuth("minAvailable"),
        value: 3,
        allowed: "less than autoscaling.minReplicas, 3",
        fix: "lower it, or raise minReplicas: otherwise no node with one of the pods can ever be drained",
      },
    ]);
  });

  test("a release that can replace no pod", () => {
    expect(withAuth({ rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } })).toEqual([
      {
        path: inAuth("rollingUpdate"),
        value: { maxSurge: 0, maxUnavailable: 0 },
        allowed: "maxSurge or maxUnavailable above 0",
        fix: "set maxSurge to 1: with neither, no pod could ever be replaced",
      },
    ]);
  });

  test("limits below requests, whatever their units", () => {
    const resources = { requests: { cpu: "0.6", memory: "1Gi" }, limits: { cpu: "500m", memory: "1000M" } };
    expect(withAuth({ resources })).toEqual([
      {
        path: inAuth("resources.limits.cpu"),
        value: "500m",
        allowed: "at least the request, 0.6",
        fix: "raise the limit, or lower the request",
      },
      expect.objectContaining({ path: inAuth("resources.limits.memory"), allowed: "at least the request, 1Gi" }),
    ]);
  });
});

describe("secrets", () => {
  const withReference = (reference: object) => withSecond({ secrets: { API_KEY: reference } });

  test("a secret that does not exist", () => {
    expect(withReference({ secret: "stripe", key: "api-key" })).toEqual([
      {
        path: inSecond("secrets.API_KEY.secret"),
        value: "stripe",
        allowed: "one of database-credentials, redis-credentials, auth-secrets",
        fix: "correct the name, or add stripe with its keys to secrets",
      },
    ]);
  });

  test("a key that the secret does not have", () => {
    expect(withReference({ secret: "auth-secrets", key: "jwt" })).toEqual([
      {
        path: inSecond("secrets.API_KEY.key"),
        value: "jwt",
        allowed: "a key of auth-secrets: jwt-secret",
        fix: "correct the key, or choose another secret",
      },
    ]);
  });

  test("a secret of the environment's own", () => {
    const service = { ...second, secrets: { API_KEY: { secret: "stripe", key: "api-key" } } };
    expect(problemsWith({ secrets: { stripe: ["api-key"] }, services: { "order-service": service } })).toEqual([]);
  });

  test("a secret that the platform keeps itself", () => {
    expect(problemsWith({ secrets: { "auth-secrets": ["jwt-secret"] } })).toEqual([
      {
        path: 'production.secrets["auth-secrets"]',
        value: ["jwt-secret"],
        allowed: "any name but database-credentials, redis-credentials, auth-secrets, database-master, origin-verify",
        fix: "rename it, or remove it: the platform keeps this secret itself",
      },
    ]);
  });

  test("a permission for a secret that does not exist", () => {
    const permissions = [{ actions: ["secretsmanager:GetSecretValue"], secret: "stripe" }];
    expect(withSecond({ permissions })).toEqual([
      {
        path: inSecond("permissions[0].secret"),
        value: "stripe",
        allowed: "one of database-credentials, redis-credentials, auth-secrets",
        fix: "correct the name, or add stripe with its keys to secrets",
      },
    ]);
  });

  test.each([
    ["nothing", {}],
    ["two things", { bucket: "media", resources: ["arn:aws:s3:::techally-orders"] }],
  ])("a permission that is about %s", (_, target) => {
    const permission = { actions: ["s3:GetObject"], ...target };
    expect(withSecond({ permissions: [permission] })).toEqual([
      {
        path: inSecond("permissions[0]"),
        value: permission,
        allowed: "exactly one of bucket, secret and resources",
        fix: "name what the actions are about, and give anything else an entry of its own",
      },
    ]);
  });

  test.each([
    ["sqs:SendMessage", { bucket: "media" }, "actions of s3, with bucket"],
    ["s3:GetObject", { secret: "auth-secrets" }, "actions of secretsmanager, with secret"],
  ])("%s does not go with %j", (action, target, allowed) => {
    expect(withSecond({ permissions: [{ actions: [action], ...target }] })).toEqual([
      {
        path: inSecond("permissions[0].actions[0]"),
        value: action,
        allowed,
        fix: "correct the action, or give it an entry of its own with the resources that it is about",
      },
    ]);
  });

  test("a variable with a bucket's name and another source", () => {
    const secrets = { MEDIA: { secret: "auth-secrets", key: "jwt-secret" } };
    const [inBuckets, inSecrets] = [
      withSecond({ buckets: { MEDIA: "media" }, environment: { MEDIA: "x" } }),
      withSecond({ buckets: { MEDIA: "media" }, secrets }),
    ];
    const fix = "keep one of the two: Kubernetes would silently take the last";
    const allowed = (owner: string) => `variables that are not among the service's ${owner}`;
    expect(inBuckets).toEqual([{ path: inSecond("environment.MEDIA"), value: "x", allowed: allowed("buckets"), fix }]);
    expect(inSecrets).toEqual([{ path: inSecond("buckets.MEDIA"), value: "media", allowed: allowed("secrets"), fix }]);
  });

  test("a variable with two sources", () => {
    const secrets = { API_KEY: { secret: "auth-secrets", key: "jwt-secret" } };
    expect(withSecond({ secrets, environment: { API_KEY: "x" } })).toEqual([
      {
        path: inSecond("environment.API_KEY"),
        value: "x",
        allowed: "variables that are not among the service's secrets",
        fix: "keep one of the two: Kubernetes would silently take the last",
      },
    ]);
  });
});

describe("routes", () => {
  const withRoute = (hosts: string[], prefix: string) => withSecond({ route: { hosts, prefix } });

  test.each([
    "/api/auth",
    "/api/auth/",
    "/api/authors",
    "/api",
  ])("%s of a host on which /api/auth is taken", (prefix) => {
    expect(withRoute(["auth.techally.com"], prefix)).toEqual([
      {
        path: inSecond("route.prefix"),
        value: prefix,
        allowed:
          'a path of auth.techally.com that neither starts with /api/auth, services["auth-service"].route.prefix, ' +
          "nor is the start of it",
        fix: "choose another prefix or host: which of the two services would answer is not defined",
      },
    ]);
  });

  test.each([
    [["auth.techally.com"], "/"],
    [["auth.techally.com"], "/api/orders"],
    [["techally.com"], "/api/auth"],
  ])("%j with %s is free", (hosts, prefix) => {
    expect(withRoute(hosts, prefix)).toEqual([]);
  });

  test.each(["example.com", "api.techally.com", "nottechally.com"])("%s is not the environment's", (host) => {
    expect(withRoute([host], "/")).toEqual([
      {
        path: inSecond("route.hosts[0]"),
        value: host,
        allowed: "techally.com, www.techally.com, auth.techally.com",
        fix: "choose one of these, or add a label of techally.com to edge.apiHosts or edge.webHosts",
      },
    ]);
  });
});

describe("routes through CloudFront", () => {
  const withRoute = (route: object, edge: object = {}) =>
    problemsWith({ edge, services: { "order-service": { ...second, route } } });

  test.each(["/static", "/static/", "/static/js"])("%s comes from the bucket", (prefix) => {
    expect(withRoute({ hosts: ["auth.techally.com", "www.techally.com", "techally.com"], prefix })).toEqual([
      {
        path: inSecond("route.prefix"),
        value: prefix,
        allowed: "a path of www.techally.com outside /static/, which CloudFront takes from the static assets' bucket",
        fix: "choose another prefix, or a host of edge.apiHosts: the service would not see the requests",
      },
    ]);
    expect(withRoute({ hosts: ["auth.techally.com"], prefix })).toEqual([]);
  });

  test.each(["/", "/statics", "/app/static/"])("%s comes from the service", (prefix) => {
    expect(withRoute({ hosts: ["techally.com"], prefix })).toEqual([]);
  });

  test("a timeout beyond CloudFront's", () => {
    expect(withRoute({ hosts: ["techally.com"], timeout: "61s" })).toEqual([
      {
        path: inSecond("route.timeout"),
        value: "61s",
        allowed: "at most 60s, edge.originTimeoutSeconds: CloudFront, which serves techally.com, gives up then",
        fix: "lower it, raise edge.originTimeoutSeconds as far as it goes, or use a host of edge.apiHosts",
      },
    ]);
    expect(withRoute({ hosts: ["techally.com"] }, { originTimeoutSeconds: 20 })).toEqual([
      expect.objectContaining({ path: inSecond("route.timeout"), value: "30s" }),
    ]);
  });

  test.each([
    ["techally.com", "1m"],
    ["auth.techally.com", "4000s"],
  ])("%s may take %s", (host, timeout) => {
    expect(withRoute({ hosts: [host], prefix: "/api/orders", timeout })).toEqual([]);
  });

  test("tries that do not fit into the timeout are nobody's mistake", () => {
    const retries = { attempts: 10, perTryTimeout: "30s" };
    expect(withRoute({ hosts: ["techally.com"], timeout: "20s", retries })).toEqual([]);
  });
});

describe("the quota", () => {
  test("is large enough for all services at their largest, with sidecars and the pods of a release", () => {
    const resources = { requests: { cpu: "3", memory: "1Gi" }, limits: { cpu: "3", memory: "1Gi" } };
    // auth-service: 11 × (100m + 100m); the other: 33 × (3 + 100m)
    expect(withSecond({ resources, autoscaling: { maxReplicas: 32 } })).toEqual([
      {
        path: 'production.namespaces.production.quota["requests.cpu"]',
        value: "100",
        allowed:
          "at least 104500m, what the services ask for at maxReplicas with their sidecars: " +
          "11 × 200m of auth-service + 33 × 3100m of order-service",
        fix: "raise the quota, or lower maxReplicas or requests of auth-service, order-service",
      },
    ]);
  });

  test("of memory", () => {
    const resources = { requests: { cpu: "1", memory: "12Gi" }, limits: { cpu: "1", memory: "12Gi" } };
    expect(withSecond({ resources, autoscaling: { maxReplicas: 20 } })).toEqual([
      expect.objectContaining({
        path: 'production.namespaces.production.quota["requests.memory"]',
        allowed: expect.stringContaining("at least 264960Mi"),
      }),
    ]);
  });

  test("of another namespace is not touched", () => {
    const namespace = "staging";
    const resources = { requests: { cpu: "2", memory: "1Gi" }, limits: { cpu: "2", memory: "1Gi" } };
    expect(withSecond({ namespace, resources })).toEqual([
      expect.objectContaining({ path: 'production.namespaces.staging.quota["requests.cpu"]', value: "20" }),
    ]);
  });

  test("names three of many services", () => {
    const many = Array.from({ length: 60 }, (_, index) => [`service-${index}`, second]);
    expect(problemsWith({ services: Object.fromEntries(many) })).toContainEqual(
      expect.objectContaining({
        fix: "raise the quota, or lower maxReplicas or requests of auth-service, service-0, service-1 and 58 more",
      }),
    );
  });
});
