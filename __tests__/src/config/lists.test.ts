import { synthProduction } from "../../support/changed-environments";
import { problemsAfter, problemsWith } from "../../support/problems";
import { fixtureStack, fixtureStacks, type StackJson } from "../../support/stack-json";

const service = { image: { tag: "v1.0.0" }, ports: { http: 3002 } };
const numbered = (count: number, text = "entry") => Array.from({ length: count }, (_, index) => `${text}-${index}`);

test.each([
  ["network.interfaceEndpoints[2]", { network: { interfaceEndpoints: ["ec2", "sts", "ec2"] } }],
  ["database.logExports[1]", { database: { logExports: ["upgrade", "upgrade"] } }],
  ["delivery.branches[1]", { delivery: { branches: ["main", "main"] } }],
  ["storage.corsOrigins[1]", { storage: { corsOrigins: ["https://a.com", "https://a.com"] } }],
  ["cluster.publicAccessCidrs[1]", { cluster: { publicAccessCidrs: ["9.9.9.0/24", "9.9.9.0/24"] } }],
  [
    "cluster.access.developers.namespaces[1]",
    {
      cluster: {
        access: {
          "platform-admin": { policy: "AmazonEKSClusterAdminPolicy" },
          developers: { policy: "AmazonEKSEditPolicy", namespaces: ["shop", "shop"] },
        },
      },
    },
  ],
  ["secrets.stripe[1]", { secrets: { stripe: ["key", "key"] } }],
  [
    'dns.delegations["a.techally.com"][1]',
    { dns: { delegations: { "a.techally.com": ["ns1.example.com", "ns1.example.com"] } } },
  ],
  [
    "edge.countedRules.AWSManagedRulesCommonRuleSet[1]",
    { edge: { countedRules: { AWSManagedRulesCommonRuleSet: ["NoUserAgent_HEADER", "NoUserAgent_HEADER"] } } },
  ],
  [
    "services.orders.route.hosts[1]",
    { services: { orders: { ...service, route: { hosts: ["techally.com", "techally.com"] } } } },
  ],
])("%s repeats an entry", (place, change) => {
  expect(problemsWith(change)).toEqual([
    {
      path: `production.${place}`,
      value: expect.anything(),
      allowed: "each entry once",
      fix: `remove it: ${place.replace(/\d+\]$/, "0]")} is the same`,
    },
  ]);
});

test("a taint has one value per key and effect", () => {
  const taints = [
    { key: "workload", value: "general", effect: "NoSchedule" },
    { key: "workload", value: "other", effect: "NoSchedule" },
  ];
  const problems = problemsAfter(({ production: { cluster } }) => {
    Object.assign(cluster.nodeGroups["general-workloads"] ?? {}, { taints });
  });
  expect(problems).toEqual([
    {
      path: 'production.cluster.nodeGroups["general-workloads"].taints[1]',
      value: taints[1],
      allowed: "each key once per effect",
      fix: 'remove it, or cluster.nodeGroups["general-workloads"].taints[0]: a node has one value for both',
    },
  ]);
});

describe("tags", () => {
  const tags = (count: number) => Object.fromEntries(numbered(count).map((key) => [key, "x"]));

  test("as many as fit beside those that every node has", () => {
    const withTags = (count: number) =>
      problemsAfter(({ production: draft }) => {
        draft.tags = tags(count);
      });
    expect(withTags(43)).toEqual([]);
    expect(withTags(50)).toEqual([
      {
        path: "production.tags",
        value: tags(50),
        allowed: "at most 43 tags",
        fix: expect.stringMatching(
          /^remove 7 of them: with Environment, Name, .* a node has 57, and AWS takes 50 \(https:/,
        ),
      },
    ]);
  });

  test("no resource has more tags of its own than are counted", () => {
    const own = fixtureStacks().flatMap((name) => {
      const { resource = {} } = fixtureStack(name).root;
      return Object.values(resource)
        .flatMap((blocks) => Object.values(blocks as Record<string, { tags?: object }>))
        .map((block) => Object.keys({ Environment: "", ...block.tags }).length);
    });
    expect(Math.max(...own)).toBeLessThanOrEqual(7);
  });

  test("keys that differ in case alone", () => {
    expect(problemsWith({ tags: { Owner: "a", owner: "b" } })).toEqual([
      {
        path: "production.tags.owner",
        value: "owner",
        allowed: "keys that differ in more than upper and lower case",
        fix: "remove it, or tags.Owner: IAM takes the two for one",
      },
    ]);
    expect(problemsWith({ tags: { environment: "a" } })).toEqual([
      expect.objectContaining({ path: "production.tags.environment" }),
    ]);
  });
});

describe("lists that become a document or rules", () => {
  /** Characters of a policy document as the provider writes it, without white space. */
  function sizeOf(stack: StackJson, name: string): number {
    const snake = { actions: "Action", resources: "Resource" } as const;
    const one = (values: string[]) => (values.length === 1 ? values[0] : values);
    const statements = (stack.data("aws_iam_policy_document", name).statement as Record<string, unknown>[]).map(
      ({ actions, resources, principals, condition }) => ({
        Effect: "Allow",
        ...(principals
          ? { Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" } }
          : {}),
        [snake.actions]: one(actions as string[]),
        ...(resources ? { [snake.resources]: one(resources as string[]) } : {}),
        ...(condition
          ? {
              Condition: Object.fromEntries(
                (condition as { test: string; variable: string; values: string[] }[]).map((entry) => [
                  entry.test,
                  { [entry.variable]: one(entry.values) },
                ]),
              ),
            }
          : {}),
      }),
    );
    return JSON.stringify({ Version: "2012-10-17", Statement: statements }).length;
  }

  test("a trust policy that is too long says how long it is", () => {
    const branches = numbered(40, "release/2026");
    const [problem] = problemsWith({ delivery: { repository: "techally/platform", branches } });
    expect(problem).toMatchObject({
      path: "production.delivery.branches",
      value: branches,
      allowed: "branches, tags and environments that make a trust policy of at most 2048 characters",
    });
    const size = Number(/make (\d+) characters/.exec(problem?.fix ?? "")?.[1]);
    const few = branches.slice(0, 20);
    const delivery = { repository: "techally/platform", branches: few };
    const stack = synthProduction({ delivery }, ["production-delivery"])["production-delivery"] as StackJson;
    const each = JSON.stringify("repo:techally/platform:ref:refs/heads/release/2026-20").length + 1;
    expect(size).toBe(sizeOf(stack, "github_images_trust") + 20 * each);
    expect(problem?.fix).toContain("branches (40), tags (1) and environments (0)");
  });

  test("a service's policy that is too long says how long it is", () => {
    const resources = numbered(300, "arn:aws:s3:::a-bucket-with-a-long-name");
    const permissions = [{ actions: ["s3:GetObject"], resources }];
    const [problem] = problemsWith({ services: { orders: { ...service, permissions } } });
    const size = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: resources }],
    }).length;
    expect(problem).toEqual({
      path: "production.services.orders.permissions",
      value: [expect.objectContaining({ actions: ["s3:GetObject"] })],
      allowed: "permissions that make a policy of at most 10240 characters",
      fix: expect.stringContaining(`they make ${size} characters (https://docs.aws.amazon.com/IAM/`),
    });
  });

  test("hosts become rules of the load balancer", () => {
    const apiHosts = ["auth", ...numbered(98)];
    expect(problemsWith({ edge: { webHosts: ["www"], apiHosts } })).toEqual([
      {
        path: "production.edge.apiHosts",
        value: apiHosts,
        allowed: "at most 99 webHosts and apiHosts together",
        fix: expect.stringContaining("remove 1: with the domain they make 101 rules, and a load balancer takes 100"),
      },
    ]);
    expect(problemsWith({ edge: { webHosts: ["www"], apiHosts: ["auth", ...numbered(97)] } })).toEqual([]);
  });

  test("rules that count", () => {
    const countedRules = { AWSManagedRulesCommonRuleSet: numbered(101) };
    expect(problemsWith({ edge: { countedRules } })).toEqual([
      expect.objectContaining({
        path: "production.edge.countedRules.AWSManagedRulesCommonRuleSet",
        allowed: "at most 100 entries",
      }),
    ]);
  });
});
