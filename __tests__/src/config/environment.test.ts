import { ConfigurationError, loadEnvironments } from "../../../src/config";
import type { StateBackend } from "../../../src/config/sections/state";
import { environments, production } from "../../fixtures/environments";
import { draftEnvironments } from "../../support/changed-environments";
import { problemsAfter, problemsOf, problemsWith } from "../../support/problems";

describe("an environment", () => {
  test("a missing section", () => {
    const problems = problemsAfter(({ production }) => {
      Reflect.deleteProperty(production, "network");
    });
    expect(problems).toEqual([
      { path: "production.network", value: undefined, allowed: "an object", fix: "add network" },
    ]);
  });

  test("an unknown section, and unknown keys at any depth", () => {
    const problems = problemsAfter(({ production }) => {
      production.netwrok = {};
      Object.assign(production.network, { cidrs: [] });
      Object.assign(production.network.zones["us-east-1a"] ?? {}, { dmz: "10.0.30.0/24" });
    });
    expect(problems).toEqual([
      expect.objectContaining({
        path: 'production.network.zones["us-east-1a"].dmz',
        allowed: "only public, private, database, natGateway",
      }),
      {
        path: "production.network.cidrs",
        value: [],
        allowed: expect.stringMatching(/^only cidr, region, zones/),
        fix: "remove the key, or correct its spelling",
      },
      expect.objectContaining({ path: "production.netwrok", allowed: expect.stringMatching(/^only name, prefix/) }),
    ]);
  });

  test.each([
    new Map([["databaseAccess", true]]),
    new Set(),
    new Date(0),
    Promise.resolve(),
    /x/,
  ])("%s has no settings", (value) => {
    const problems = problemsAfter(({ production }) => {
      Object.assign(production.namespaces ?? {}, { staging: value });
      production.platform = value as never;
    });
    const said = { value, allowed: "a plain object, { … }", fix: "write the settings between braces" };
    expect(problems).toEqual([
      { path: "production.platform", ...said },
      { path: "production.namespaces.staging", ...said },
    ]);
  });

  test.each([
    ["a number", { cluster: { version: 1.36 } }, "cluster.version", "1.36, 1.35, in quotes"],
    ["digits", { accountId: 123456789012 }, "accountId", "12 digits, in quotes"],
    [
      "a switch",
      { services: { web: { image: { tag: "v1" }, ports: { http: 8080 }, environment: { DEBUG: true } } } },
      "services.web.environment.DEBUG",
      "text, in quotes",
    ],
  ])("%s where text belongs", (_, changes, path, allowed) => {
    expect(problemsWith(changes)).toContainEqual(
      expect.objectContaining({ path: `production.${path}`, allowed, fix: "put it in quotes" }),
    );
  });

  test.each([null, 5, "x".repeat(300_000), new Map(), [production]])("%.20s is no environment", (value) => {
    expect(problemsOf([value])).toEqual([
      {
        path: "environments[0]",
        value,
        allowed: "an environment, { … }",
        fix: "hand over what defineEnvironment returns",
      },
    ]);
  });

  test("an object without a prototype is as good as one with braces", () => {
    const problems = problemsAfter(({ production }) => {
      Object.assign(production.namespaces ?? {}, { staging: Object.create(null) });
    });
    expect(problems).toEqual([]);
  });

  test.each([["pro duction"], ["Production"], ["prod_uction"], ["-prod"], ["prod-"], [""]])("the name %j", (name) => {
    const problems = problemsAfter(({ production }) => {
      production.name = name;
    });
    expect(problems).toEqual([
      {
        path: expect.stringMatching(/name$/),
        value: name,
        allowed: "lower-case letters, digits and single hyphens, starting with a letter",
        fix: expect.stringContaining("remove spaces"),
      },
    ]);
  });

  test("a prefix that would make a target group's name too long", () => {
    const [problem] = problemsAfter(({ production }) => {
      production.prefix = "techally-production-platform";
    });
    expect(problem).toMatchObject({ path: "production.prefix", allowed: expect.stringContaining("1-20 lower-case") });
  });

  test.each([
    ["an empty value", "Project", ""],
    ["a character that RDS refuses", "Schedule", "0 20 * * 1-5"],
  ])("a tag with %s", (_, key, value) => {
    const problems = problemsAfter(({ production }) => {
      production.tags = { [key]: value };
    });
    expect(problems).toEqual([
      {
        path: `production.tags.${key}`,
        value,
        allowed: "1-256 letters, digits, spaces and _ . : / = + - @",
        fix: expect.stringContaining("give the tag a value"),
      },
    ]);
  });

  test.each([["aws:owner"], ["Environment"], [""]])("a tag named %j", (key) => {
    const problems = problemsAfter(({ production }) => {
      production.tags = { [key]: "x" };
    });
    expect(problems).toEqual([expect.objectContaining({ allowed: expect.stringContaining("not starting with aws:") })]);
  });

  test.each([
    ["TechAlly.com"],
    ["https://techally.com"],
    ["techally.com."],
    ["techally"],
  ])("the domain %j", (domain) => {
    const [problem] = problemsAfter(({ production }) => {
      production.dns = { domain };
    });
    expect(problem).toMatchObject({
      path: "production.dns.domain",
      value: domain,
      fix: "write the bare domain: no scheme, no path, no trailing dot",
    });
  });

  test("a region's display name", () => {
    const problems = problemsAfter(({ production }) => {
      production.network.region = "N. Virginia";
    });
    expect(problems).toEqual([expect.objectContaining({ path: "production.network.region", value: "N. Virginia" })]);
  });

  test("an account id that lost its zeros", () => {
    const [problem] = problemsAfter(({ production }) => {
      production.accountId = "1234567890";
    });
    expect(problem).toMatchObject({ path: "production.accountId", allowed: "12 digits" });
  });
});

describe("several environments", () => {
  test("all problems of all environments at once, each with its value, what is allowed and the fix", () => {
    const problems = problemsAfter(({ production, staging, development }) => {
      production.network.cidr = "10.0.0.1/16";
      production.tags = { Owner: "" };
      staging.dns.domain = "staging";
      Object.assign(staging.network, { cidrs: "10.2.0.0/16" });
      development.name = "Development";
    });
    expect(problems.map(({ path }) => path)).toEqual([
      "production.tags.Owner",
      "production.network.cidr",
      "staging.dns.domain",
      "staging.network.cidrs",
      "Development.name",
    ]);
    expect(new ConfigurationError(problems).message).toContain(
      [
        "The configuration has 5 problems; nothing was written.",
        "",
        "production.tags.Owner",
        '  value    ""',
        "  allowed  1-256 letters, digits, spaces and _ . : / = + - @",
        "  fix      give the tag a value, or remove it; characters such as * are refused by RDS and other services",
      ].join("\n"),
    );
  });

  test.each([
    [
      "name",
      (draft: { name: string }) => {
        draft.name = "production";
      },
      "production.name",
    ],
    [
      "prefix",
      (draft: { prefix: string }) => {
        draft.prefix = "techally";
      },
      "production.prefix",
    ],
    [
      "dns.domain",
      (draft: { dns: { domain: string } }) => {
        draft.dns.domain = "techally.com";
      },
      "production.dns.domain",
    ],
  ])("two with the same %s", (path, change, owner) => {
    const problems = problemsAfter(({ staging }) => change(staging));
    expect(problems).toContainEqual(
      expect.objectContaining({
        path: expect.stringMatching(new RegExp(`${path}$`)),
        fix: `${owner} has it; choose another`,
      }),
    );
  });

  test("an empty object is reported, not crashed upon", () => {
    const problems = problemsOf([{} as never]);
    expect(problems.map(({ path }) => path)).toContain("environments[0].network");
  });
});

describe("state", () => {
  test("an unknown TECHALLY_STATE", () => {
    expect(problemsAfter(() => {}, { stateBackend: "floppy" })).toEqual([
      {
        path: "TECHALLY_STATE",
        value: "floppy",
        allowed: "cloud, s3, local",
        fix: "unset the variable, or set it to one of these",
      },
    ]);
  });

  test.each([
    "cloud",
    "s3",
    "local",
  ] as const)("TECHALLY_STATE=%s replaces the backend of every environment", (backend) => {
    const loaded = loadEnvironments(environments, { stateBackend: backend });
    expect(loaded.map(({ state }) => state.backend)).toEqual([backend, backend, backend]);
  });

  test("a backend without its settings", () => {
    const { production } = draftEnvironments();
    production.state = { backend: "s3" };
    expect(problemsOf([production])).toEqual([
      {
        path: "production.state.s3",
        value: undefined,
        allowed: "settings for the chosen backend, s3",
        fix: "add state.s3, or choose another backend",
      },
    ]);
  });

  test("environments with different state buckets", () => {
    const [problem] = problemsAfter(({ staging }) => {
      staging.state = { ...staging.state, s3: { bucket: "another-bucket", region: "us-east-1" } };
    });
    expect(problem).toMatchObject({
      path: "staging.state.s3",
      fix: "share one setting: the bootstrap stack creates a single state bucket",
    });
  });

  test("environments of two accounts with state in one bucket", () => {
    const stateIn =
      (production: StateBackend, staging: StateBackend) => (drafts: ReturnType<typeof draftEnvironments>) => {
        Object.assign(drafts.production, { accountId: "111122223333" });
        Object.assign(drafts.staging, { accountId: "444455556666", ownsAccount: true });
        drafts.production.state = { ...drafts.production.state, backend: production };
        drafts.staging.state = { ...drafts.staging.state, backend: staging };
      };
    const paths = (production: StateBackend, staging: StateBackend) =>
      problemsAfter(stateIn(production, staging)).filter(({ allowed }) => allowed.includes("state in S3"));
    expect(paths("s3", "s3")).toEqual([
      {
        path: "staging.accountId",
        value: "444455556666",
        allowed: "the account of production, 111122223333: all environments with state in S3 share one bucket",
        fix: 'set its state.backend to "cloud", or deploy it from a copy of this repository with a bucket of its own',
      },
    ]);
    expect(paths("cloud", "s3")).toEqual([]);
  });
});
