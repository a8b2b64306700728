import { problemsAfter, problemsWith } from "../../support/problems";

const service = { image: { tag: "v1.0.0" }, ports: { http: 3002 }, namespace: "production" };

/** As many services, whose names are as long as they may be. */
function services(count: number, repositoryOf?: (name: string) => string) {
  const names = Array.from({ length: count }, (_, index) => `${"s".repeat(36)}-${100 + index}`);
  return Object.fromEntries(
    names.map((name) => [
      name,
      {
        ...service,
        resources: tiny,
        image: { ...service.image, ...(repositoryOf && { repository: repositoryOf(name) }) },
      },
    ]),
  );
}

const tiny = { requests: { cpu: "1m", memory: "1Mi" }, limits: { cpu: "1m", memory: "1Mi" } };

/** The problems of repositories alone: so many pods break other rules too. */
function repositoryProblems(changes: Record<string, unknown>) {
  return problemsWith(changes).filter(({ allowed }) => /repositor/.test(allowed));
}

describe("names of repositories", () => {
  const allowed =
    "a name for a repository of ECR: 2-256 lower-case letters and digits, joined by single -, _, . or /, starting with a letter";

  test.each(["a", "a--b"])("a service called %s has an image repository of another name", (name) => {
    expect(repositoryProblems({ services: { [name]: service } })).toEqual([
      {
        path: name === "a" ? "production.services.a" : 'production.services["a--b"]',
        value: name,
        allowed,
        fix: "rename the service, or set image.repository",
      },
    ]);
    expect(
      repositoryProblems({ services: { [name]: { ...service, image: { repository: "ab", tag: "v1" } } } }),
    ).toEqual([]);
    expect(
      repositoryProblems({ services: { [name]: { ...service, image: { registry: "ghcr.io", tag: "v1" } } } }),
    ).toEqual([]);
  });

  test.each(["a__b", "team//b", "0web", "x"])("%s, which other registries may take, is refused", (repository) => {
    expect(problemsWith({ services: { orders: { ...service, image: { repository, tag: "v1" } } } })).toContainEqual(
      expect.objectContaining({ path: "production.services.orders.image.repository", value: repository }),
    );
  });

  test("folders, dots and underscores are fine", () => {
    const image = { repository: "team/order.service_v2-x", tag: "v1" };
    expect(repositoryProblems({ services: { orders: { ...service, image } } })).toEqual([]);
  });

  test("it is refused in every environment, whoever owns the account", () => {
    const problems = problemsAfter(({ staging }) => {
      staging.services = { "a--b": { ...service, namespace: "staging" } };
    });
    expect(problems).toEqual([expect.objectContaining({ path: 'staging.services["a--b"]', allowed })]);
  });
});

describe("how many repositories an account has", () => {
  // Production has a service already.
  test("what is copied to the standby region fits into one rule of replication", () => {
    const without = { delivery: { repository: undefined } };
    expect(repositoryProblems({ services: services(99), ...without })).toEqual([]);
    expect(repositoryProblems({ services: services(100), ...without })).toEqual([
      {
        path: `production.services["${"s".repeat(36)}-199"]`,
        value: `${"s".repeat(36)}-199`,
        allowed: "at most 100 image repositories, which are copied to the standby region",
        fix: expect.stringMatching(
          /^let services share a repository with image\.repository, or bring .*: there are 101 \(https:\/\/docs\.aws/,
        ),
      },
    ]);
    expect(repositoryProblems({ services: services(100), disasterRecovery: undefined, ...without })).toEqual([]);
  });

  test("what may be pushed fits into one policy", () => {
    const inFolder = (name: string) => `${"f".repeat(20)}/${name}`;
    const [problem, ...others] = repositoryProblems({ services: services(99, inFolder) });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      path: expect.stringMatching(/^production\.services\["s{36}-\d{3}"\]\.image\.repository$/),
      allowed: "image repositories whose names fit into one policy of 10240 characters",
      fix: expect.stringMatching(/names each, and 100 make about \d{5} characters \(https:/),
    });
    const fitting = Number(/-(\d+)"\]/.exec(problem?.path ?? "")?.[1]) - 100;
    expect(fitting).toBeGreaterThan(70);
    expect(repositoryProblems({ services: services(fitting, inFolder) })).toEqual([]);
    expect(repositoryProblems({ services: services(99, inFolder), delivery: { repository: undefined } })).toEqual([]);
  });

  test("services that share a repository count once, and so do environments", () => {
    expect(repositoryProblems({ services: services(101, () => "all") })).toEqual([]);
    const [problem, ...others] = problemsAfter(({ production, staging }) => {
      production.delivery = {};
      production.services = services(100);
      staging.services = Object.fromEntries(
        Object.entries(services(101)).map(([name, each]) => [name, { ...each, namespace: "staging" }]),
      );
    }).filter(({ allowed }) => /image repositories/.test(allowed));
    expect(others).toEqual([]);
    expect(problem?.path).toBe(`staging.services["${"s".repeat(36)}-200"]`);
  });
});
