import { clusterRoles, internalSecrets, platformSecrets, prefixRoles } from "../../../src/config/names";
import { development, production, staging } from "../../fixtures/environments";
import { synthProduction } from "../../support/changed-environments";
import { problemsAfter, problemsWith } from "../../support/problems";
import { fixtureStack, fixtureStacks, type StackJson } from "../../support/stack-json";

const service = { image: { tag: "v1.0.0" }, ports: { http: 3002 } };
const permissions = [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::media/*"] }];

describe("names that are built from values are not too long", () => {
  test("the cluster's", () => {
    const name = "c".repeat(43);
    expect(problemsWith({ cluster: { name } })).toEqual([
      {
        path: "production.cluster.name",
        value: name,
        allowed: "up to 42 letters, digits, hyphens and underscores, starting with a letter or digit",
        fix: expect.stringContaining(
          "<name>-dr-cluster-autoscaler have 64 characters at most (https://docs.aws.amazon.com/",
        ),
      },
    ]);
  });

  test("the domain's", () => {
    const domain = `${"d".repeat(60)}.techally.com`;
    expect(problemsWith({ dns: { domain } })).toContainEqual({
      path: "production.dns.domain",
      value: domain,
      allowed: "a domain name of at most 64 characters",
      fix: expect.stringContaining("ACM takes 64 characters (https://docs.aws.amazon.com/acm/"),
    });
  });

  test("the workspaces'", () => {
    const name = "n".repeat(90);
    expect(problemsWith({ name })).toContainEqual({
      path: `${name}.name`,
      value: name,
      allowed: "at most 68 characters",
      fix: expect.stringMatching(/workspacePrefix: Terraform Cloud takes 90 .* techally-<name>-dr-workloads \(https:/),
    });
    const cloud = { organization: "techally", workspacePrefix: "w".repeat(40) };
    const [problem] = problemsWith({ name: "n".repeat(37), state: { cloud } });
    expect(problem?.allowed).toBe("at most 36 characters");
  });

  test("the folders'", () => {
    const state = { backend: "s3", cloud: undefined };
    expect(problemsWith({ name: "n".repeat(250), state })).toContainEqual(
      expect.objectContaining({
        allowed: "at most 242 characters",
        fix: "shorten it: file systems take 255 characters for a stack's folder, <name>-dr-workloads",
      }),
    );
  });

  test("the schedules'", () => {
    const group = "g".repeat(54);
    const problems = problemsAfter(({ staging: { cluster } }) => {
      cluster.nodeGroups[group] = { instanceTypes: ["m5.xlarge"], desiredCapacity: 1, minSize: 1, maxSize: 1 };
    });
    expect(problems).toEqual([
      {
        path: `staging.cluster.nodeGroups.${group}`,
        value: group,
        allowed: "a name of at most 53 characters, with autoShutdown",
        fix: expect.stringContaining("EventBridge Scheduler takes 64 characters for stop-<name>-again (https:"),
      },
    ]);
  });
});

// What AWS' API references say of each name.
const limits: Readonly<Record<string, readonly [argument: string, most: number]>> = {
  aws_acm_certificate: ["domain_name", 64],
  aws_backup_plan: ["name", 50],
  aws_backup_vault: ["name", 50],
  aws_budgets_budget: ["name", 100],
  aws_cloudwatch_event_rule: ["name", 64],
  aws_cloudwatch_log_group: ["name", 512],
  aws_cloudwatch_metric_alarm: ["alarm_name", 255],
  aws_db_instance: ["identifier", 63],
  aws_db_parameter_group: ["name", 255],
  aws_db_subnet_group: ["name", 255],
  aws_efs_file_system: ["creation_token", 64],
  aws_eks_cluster: ["name", 100],
  aws_elasticache_replication_group: ["replication_group_id", 40],
  aws_elasticache_subnet_group: ["name", 255],
  aws_iam_role: ["name", 64],
  aws_kms_alias: ["name", 256],
  aws_lambda_function: ["function_name", 64],
  aws_launch_template: ["name", 128],
  aws_lb: ["name", 32],
  aws_lb_target_group: ["name", 32],
  aws_s3_bucket: ["bucket", 63],
  aws_scheduler_schedule: ["name", 64],
  aws_scheduler_schedule_group: ["name", 64],
  aws_secretsmanager_secret: ["name", 512],
  aws_security_group: ["name", 255],
  aws_sns_topic: ["name", 256],
  aws_sqs_queue: ["name", 80],
  aws_ssm_document: ["name", 128],
  aws_wafv2_web_acl: ["name", 128],
};

test("the longest values that are accepted give names that AWS takes", () => {
  const stacks = synthProduction({
    prefix: "p".repeat(20),
    name: "n".repeat(68),
    dns: { domain: `${"d".repeat(51)}.techally.com` },
    cluster: { name: "c".repeat(42) },
    namespaces: { production: production.namespaces?.production },
    services: {
      "auth-service": { ...service, namespace: "production" },
      ["s".repeat(40)]: { ...service, namespace: "production", permissions },
    },
  });
  const blocks = Object.values(stacks).flatMap(({ root }) => Object.entries(root.resource ?? {}));
  const long = blocks.flatMap(([type, named]) => {
    const [argument, most] = limits[type] ?? ["", 0];
    return Object.values(named as Record<string, Record<string, unknown>>)
      .map((block) => String(block[argument] ?? ""))
      .filter((name) => !name.includes("${") && name.length > most && argument !== "");
  });
  expect(long).toEqual([]);
  const roles = blocks
    .filter(([type]) => type === "aws_iam_role")
    .flatMap(([, named]) => Object.values(named as object));
  expect(Math.max(...roles.map(({ name }: { name: string }) => name.length))).toBe(64);
});

test.each([
  ["internal-x", "internal-", "load balancers"],
  ["internal", "internal-", "load balancers"],
  ["aws-x", "aws, amazon, amzn", "Systems Manager documents"],
  ["awsome", "aws, amazon, amzn", "Systems Manager documents"],
  ["amzn", "aws, amazon, amzn", "Systems Manager documents"],
  ["sg", "sg-", "security groups"],
])("the prefix %s begins as AWS' own names", (prefix, reserved, kind) => {
  expect(problemsWith({ prefix })).toEqual([
    {
      path: "production.prefix",
      value: prefix,
      allowed: `a prefix that does not begin with ${reserved}`,
      fix: expect.stringMatching(new RegExp(`^choose another: ${kind} may not be called so \\(https://docs.aws`)),
    },
  ]);
});

test.each(["xn--state", "sthree-state", "state--x-s3", "state-s3alias"])("a state bucket called %s", (bucket) => {
  expect(problemsWith({ state: { s3: { bucket, region: "us-east-1" } } })).toEqual([
    {
      path: "production.state.s3.bucket",
      value: bucket,
      allowed: expect.stringMatching(/^a bucket name that does not start with xn--/),
      fix: expect.stringContaining("bucketnamingrules"),
    },
  ]);
});

describe("a name is given out once", () => {
  const s3 = (bucket: string) => ({ ...production.state, s3: { bucket, region: "us-east-1" } });

  test("a prefix, in the standby region too", () => {
    const problems = problemsAfter(({ staging: draft }) => {
      draft.prefix = "techally-dr";
    });
    expect(problems).toEqual([
      {
        path: "staging.prefix",
        value: "techally-dr",
        allowed: "a value that no other environment has",
        fix:
          "choose another: with production.prefix, techally, both have names that start with techally-dr, " +
          "since a standby region's have -dr",
      },
    ]);
  });

  test("an environment's name, in the standby region too", () => {
    const problems = problemsAfter(({ staging: draft }) => {
      draft.name = "production-dr";
      draft.namespaces = { "production-dr": {} };
    });
    expect(problems).toEqual([
      {
        path: "production-dr.name",
        value: "production-dr",
        allowed: "a value that no other environment has",
        fix: expect.stringContaining("both have names that start with production-dr"),
      },
    ]);
  });

  test("prefixes and clusters of different accounts are apart, buckets are not", () => {
    const problems = problemsAfter(({ production: first, staging: second, development: third }) => {
      first.accountId = "111111111111";
      second.accountId = "222222222222";
      second.ownsAccount = true;
      second.services = {};
      second.prefix = first.prefix;
      second.cluster.name = first.cluster.name;
      third.accountId = "333333333333";
      third.ownsAccount = true;
      third.services = {};
    });
    expect(problems).toEqual([
      {
        path: "staging.prefix",
        value: "techally",
        allowed: "a value whose S3 buckets no other value has",
        fix: "choose another, or set storage.bucketSuffix: production.prefix has the S3 bucket techally-static-assets to itself",
      },
    ]);
  });

  test("the state bucket and the buckets of an environment", () => {
    const problems = problemsAfter((drafts) => {
      for (const draft of Object.values(drafts)) draft.state = s3("techally-media");
    });
    expect(problems).toEqual([
      {
        path: "production.state.s3.bucket",
        value: "techally-media",
        allowed: "a value whose S3 buckets no other value has",
        fix: "choose another, or set storage.bucketSuffix: production.prefix has the S3 bucket techally-media to itself",
      },
    ]);
  });

  test("buckets of two prefixes", () => {
    const [problem] = problemsAfter(({ staging: draft }) => {
      draft.prefix = "techally-cdn";
    });
    expect(problem).toMatchObject({
      path: "staging.prefix",
      fix: "choose another, or set storage.bucketSuffix: production.prefix has the S3 bucket techally-cdn-logs to itself",
    });
  });

  test("workspaces of two environments", () => {
    const [problem] = problemsAfter(({ staging: draft, development: other }) => {
      const cloud = (workspacePrefix: string) => ({ organization: "o", workspacePrefix });
      draft.state = { backend: "cloud", cloud: cloud("a-b"), s3: production.state.s3 };
      other.name = "b-staging";
      other.namespaces = { "b-staging": {} };
      other.state = { backend: "cloud", cloud: cloud("a"), s3: production.state.s3 };
    });
    expect(problem).toMatchObject({
      path: "b-staging.name",
      fix: "choose another: staging.name has the workspace app.terraform.io/o/a-b-staging-… to itself",
    });
  });

  test("a service's role and the platform's own", () => {
    expect(problemsWith({ services: { backup: { ...service, permissions } } })).toEqual([
      {
        path: "production.services.backup",
        value: "backup",
        allowed: "a value whose IAM roles no other value has",
        fix: "choose another: production.prefix has the IAM role techally-backup to itself",
      },
    ]);
    expect(problemsWith({ services: { backup: service } })).toEqual([]);
    expect(problemsWith({ services: { "production-nodes": { ...service, permissions } } })).toEqual([
      expect.objectContaining({
        fix: "choose another: production.cluster.name has the IAM role techally-production-nodes to itself",
      }),
    ]);
  });

  test("a service's role and that of another region or environment", () => {
    const services = { orders: { ...service, permissions }, "dr-orders": { ...service, permissions } };
    expect(problemsWith({ services })).toEqual([
      expect.objectContaining({
        path: 'production.services["dr-orders"]',
        fix: "choose another: production.services.orders has the IAM role techally-dr-orders to itself",
      }),
    ]);
    const problems = problemsAfter(({ production: first, staging: second }) => {
      Object.assign(first.services ?? {}, { "staging-auth-service": { ...service, permissions } });
      Object.assign(second.services?.["auth-service"] ?? {}, { permissions });
    });
    expect(problems).toEqual([
      expect.objectContaining({
        path: 'staging.services["auth-service"]',
        fix: 'choose another: production.services["staging-auth-service"] has the IAM role techally-staging-auth-service to itself',
      }),
    ]);
  });

  test("schedules of the automatic shutdown", () => {
    const group = { instanceTypes: ["m5.xlarge"], desiredCapacity: 1, minSize: 1, maxSize: 1 };
    const problems = problemsAfter(({ staging: { cluster } }) => {
      cluster.nodeGroups["compute-intensive-again"] = group;
      cluster.nodeGroups["techally-staging-primary"] = group;
    });
    expect(problems.map(({ fix }) => fix)).toEqual([
      "rename it: the second stop of compute-intensive is called stop-compute-intensive-again already",
      "rename it: the database's stop is called stop-techally-staging-primary already",
    ]);
  });
});

test("a standby in the primary's own region", () => {
  const network = { ...production.network, cidr: "10.9.0.0/16" };
  const problems = problemsWith({ disasterRecovery: { network } });
  expect(problems).toContainEqual({
    path: "production.disasterRecovery.network.region",
    value: "us-east-1",
    allowed: "any region but that of network, us-east-1",
    fix: "choose another region, with its zones: a standby in the same one fails together with it",
  });
});

describe("the lists of names are those of the stacks", () => {
  const all = (type: string, argument: string, stacks: readonly StackJson[]) =>
    stacks.flatMap((stack) => stack.names(type).map((name) => String(stack.resource(type, name)[argument])));
  const stacks = fixtureStacks().map(fixtureStack);

  test("roles", () => {
    const starts = [production, staging, development].flatMap(({ prefix, cluster }) => [
      ...[prefix, `${prefix}-dr`].flatMap((start) => prefixRoles.map((part) => `${start}-${part}`)),
      ...[cluster.name, `${cluster.name}-dr`].flatMap((start) => clusterRoles.map((part) => `${start}-${part}`)),
    ]);
    expect(starts).toEqual(expect.arrayContaining(all("aws_iam_role", "name", stacks)));
  });

  test("secrets", () => {
    const kept = all("aws_secretsmanager_secret", "name", stacks).map((name) => name.slice(name.indexOf("/") + 1));
    expect([...new Set(kept)].sort()).toEqual([...Object.keys(platformSecrets), ...internalSecrets].sort());
  });
});

describe("Terraform Cloud", () => {
  const withCloud = (settings: object) =>
    problemsWith({ state: { backend: "cloud", cloud: { organization: "techally", ...settings } } });

  test.each([
    "https://tfe.acme.com",
    "tfe.acme.com/",
    "TFE.acme.com",
    "a b",
    "tfe.acme.com:0",
    "tfe.acme.com:8443",
    "",
  ])("%j is no host", (hostname) => {
    expect(withCloud({ hostname })).toEqual([
      {
        path: "production.state.cloud.hostname",
        value: hostname,
        allowed: "a host in lower case, such as terraform.example.com",
        fix: "write the host alone: no scheme, no path, and no port, which identity providers in IAM cannot have",
      },
    ]);
  });

  test.each(["ab", " abc", "a/bc", "a".repeat(41)])("%j is no project", (project) => {
    expect(withCloud({ project })).toEqual([
      {
        path: "production.state.cloud.project",
        value: project,
        allowed: "3-40 letters, digits, hyphens, underscores and spaces between them",
        fix: "use the name as Terraform Cloud shows it",
      },
    ]);
  });

  test("a host of one's own, a project with a space", () => {
    expect(withCloud({ hostname: "tfe.acme.com", project: "Web shop" })).toEqual([]);
  });
});
