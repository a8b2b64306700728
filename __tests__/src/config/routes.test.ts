import { problemsWith } from "../../support/problems";
import { inSecond, second, withSecond } from "../../support/service-changes";

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
