import fs from "node:fs";
import path from "node:path";
import { applyPermissions } from "../../modules/delivery/apply-permissions";
import { boundaryStatements } from "../../modules/delivery/permissions-boundary";
import { inlinePolicyCharacters, managedPolicyCharacters, policyLength } from "../../modules/delivery/policy-length";
import { resourceGrants } from "../../modules/delivery/resource-grants";
import { accountScopeOf } from "../../src/assembly/account";
import { type Environment, loadEnvironments } from "../../src/config";
import { environments as inputs } from "../fixtures/environments";
import { allows } from "../support/iam-policy";
import { projectRoot } from "../support/output-folder";
import { fixtureStack, fixtureStacks, type StackJson } from "../support/stack-json";

const environments = loadEnvironments(inputs);
const account = "123456789012";

/** An environment with its stacks and with what its apply role may do. */
const cases = environments.map((environment) => {
  const names = fixtureStacks().filter((name) => name.startsWith(`${environment.name}-`));
  const scope = accountScopeOf(environment, environments, account);
  const statements = applyPermissions(
    names.flatMap((name) => typesIn(fixtureStack(name))),
    scope,
  );
  // Roles and boundaries of the delivery stack are an administrator's.
  const stacks = names.filter((name) => !name.endsWith("-delivery")).map(fixtureStack);
  return { name: environment.name, stacks, scope, statements };
});

function typesIn({ root }: StackJson): string[] {
  return [...Object.keys(root.resource ?? {}), ...Object.keys(root.data ?? {})];
}

/** Texts that stand for an argument of all resources of a type, as they are after the plan. */
function values(stacks: readonly StackJson[], type: string, argument: string): string[] {
  return stacks.flatMap((stack) =>
    stack
      .names(type)
      .map((name) => String(stack.resource(type, name)[argument]).replaceAll(/\$\{[^}]*account_id\}/g, account)),
  );
}

describe.each(cases)("$name", ({ stacks, scope, statements }) => {
  test("the apply role's permissions fit into a role, with those for states in S3 beside them", () => {
    expect(policyLength(statements)).toBeLessThan(inlinePolicyCharacters - 1800);
  });

  test("the boundary fits into a policy", () => {
    expect(policyLength(boundaryStatements(scope))).toBeLessThan(managedPolicyCharacters);
  });

  test("every role has the environment's boundary, and a name by which it can be made and passed on", () => {
    const boundary = `arn:aws:iam::${account}:policy/${scope.boundary}`;
    const names = values(stacks, "aws_iam_role", "name");
    expect(names.length).toBeGreaterThan(10);
    expect(new Set(values(stacks, "aws_iam_role", "permissions_boundary"))).toEqual(new Set([boundary]));
    for (const name of names) {
      const on = `arn:aws:iam::${account}:role/${name}`;
      const created = { action: "iam:CreateRole", on, with: { "iam:PermissionsBoundary": boundary } };
      const passed = { action: "iam:PassRole", on, with: { "iam:PassedToService": "eks.amazonaws.com" } };
      expect([name, allows(statements, created), allows(statements, passed)]).toEqual([name, true, true]);
    }
  });

  test("so have buckets, secrets, keys and clusters", () => {
    const calls = [
      ...values(stacks, "aws_s3_bucket", "bucket").map((name) => ["s3:CreateBucket", `arn:aws:s3:::${name}`]),
      ...values(stacks, "aws_secretsmanager_secret", "name").map((name) => [
        "secretsmanager:CreateSecret",
        `arn:aws:secretsmanager:us-east-1:${account}:secret:${name}-AbCdEf`,
      ]),
      ...values(stacks, "aws_kms_alias", "name").map((name) => [
        "kms:CreateAlias",
        `arn:aws:kms:us-east-1:${account}:${name}`,
      ]),
      ...values(stacks, "aws_eks_cluster", "name").flatMap((name) => [
        ["eks:DeleteCluster", `arn:aws:eks:us-east-1:${account}:cluster/${name}`],
        ["eks:CreateAccessEntry", `arn:aws:eks:us-east-1:${account}:cluster/${name}`],
        ["eks:UpdateAddon", `arn:aws:eks:us-east-1:${account}:addon/${name}/coredns/1`],
      ]),
    ] as [string, string][];
    expect(calls.length).toBeGreaterThan(15);
    for (const [action, on] of calls) expect([on, allows(statements, { action, on })]).toEqual([on, true]);
  });

  test("records are in the environment's domain", () => {
    const key = "route53:ChangeResourceRecordSetsNormalizedRecordNames";
    const names = values(stacks, "aws_route53_record", "name").filter((name) => !name.includes("${"));
    expect(names).not.toEqual([]);
    const call = { action: "route53:ChangeResourceRecordSets", on: "arn:aws:route53:::hostedzone/Z1" };
    expect(allows(statements, { ...call, with: { [key]: names } })).toBe(true);
  });

  test("keys are tagged as the environment's before they have a name", () => {
    const tags = stacks.map(({ root }) => JSON.stringify(root.provider?.aws));
    for (const aws of tags) expect(aws).toContain(`"Environment":"${scope.environment}"`);
  });

  test("services that act with the environment's roles may get them", () => {
    const passed = statements.find(({ sid }) => sid === "PassRoles")?.condition;
    const services = Array.isArray(passed) ? passed.flatMap(({ values: listed }) => listed) : [];
    const trusted = stacks.flatMap((stack) =>
      stack.names("aws_iam_role").flatMap((name) => {
        const [{ principals }] = stack.data("aws_iam_policy_document", `${name}_trust`).statement as [
          { principals: { type: string; identifiers: string[] }[] },
        ];
        return principals.filter(({ type }) => type === "Service").flatMap(({ identifiers }) => identifiers);
      }),
    );
    // A document of Systems Manager names its role; whoever starts it passes the role on.
    const passedByTerraform = trusted.filter((service) => service !== "ssm.amazonaws.com");
    expect(passedByTerraform.filter((service) => !services.includes(service))).toEqual([]);
  });
});

test("an environment's apply role does nothing to another's roles, buckets, secrets and clusters", () => {
  const [production, staging] = cases as [(typeof cases)[number], (typeof cases)[number]];
  const tag = { "aws:ResourceTag/Environment": "staging" };
  const boundary = { "iam:PermissionsBoundary": `arn:aws:iam::${account}:policy/techally-staging-boundary` };
  const calls = [
    {
      action: "iam:PutRolePolicy",
      on: `arn:aws:iam::${account}:role/techally-staging-nodes`,
      with: { ...tag, ...boundary },
    },
    { action: "s3:DeleteBucket", on: "arn:aws:s3:::techally-staging-media" },
    {
      action: "secretsmanager:GetSecretValue",
      on: `arn:aws:secretsmanager:us-east-1:${account}:secret:techally-staging/x`,
    },
    { action: "eks:DeleteCluster", on: `arn:aws:eks:us-east-1:${account}:cluster/techally-staging` },
  ];
  for (const call of calls) {
    expect([call.on, allows(staging.statements, call), allows(production.statements, call)]).toEqual([
      call.on,
      true,
      false,
    ]);
  }
});

test("the states' bucket is nobody's to empty, although its name begins as production's do", () => {
  for (const { statements, scope } of cases) {
    const call = { action: "s3:DeleteObjectVersion", on: "arn:aws:s3:::techally-terraform-state/staging-data.tfstate" };
    expect(allows(statements, call)).toBe(false);
    expect(allows(boundaryStatements(scope), call)).toBe(false);
  }
});

describe("the scope of an environment", () => {
  const [production, staging] = environments as [Environment, Environment];

  test("with a standby region, and with names that do not begin with the prefix", () => {
    const cluster = { ...production.cluster, name: "blue" };
    const { storage } = production;
    const changed = { ...production, cluster, storage: { ...storage, bucketSuffix: "7f3a" } };
    expect(accountScopeOf(changed, [changed, staging], account)).toMatchObject({
      regions: ["us-east-1", "us-west-2"],
      namePrefixes: ["techally", "blue"],
      clusters: ["blue", "blue-dr"],
      secretPrefixes: ["techally", "techally-dr"],
      otherBuckets: ["techally-staging-*", "techally-terraform-state"],
    });
    expect(accountScopeOf(changed, [changed], account).buckets).toContain("techally-dr-media-7f3a");
  });

  test("with roles of people that are named like its own, and with none of another account", () => {
    const policy = "AmazonEKSClusterAdminPolicy" as const;
    const grant = { policy, namespaces: [] };
    const access = {
      "platform-admin": grant,
      "techally-staging-admin": grant,
      "arn:aws:iam::111122223333:role/techally-staging-ops": grant,
      "arn:aws:iam::444455556666:role/techally-staging-auditors": grant,
    };
    const changed = { ...staging, accountId: "111122223333", cluster: { ...staging.cluster, access } };
    const shared = { ...production, accountId: "111122223333" };
    const names = ["techally-staging-admin", "techally-staging-ops"];
    expect(accountScopeOf(changed, [shared, changed], account).otherRoles).toEqual(names);
    expect(accountScopeOf(shared, [shared, changed], account).otherRoles).toEqual(names);
    expect(accountScopeOf(shared, [shared], account).otherRoles).toEqual([]);
  });

  test("in a region without CloudFront's services, with us-east-1 beside it", () => {
    const abroad = { ...staging, network: { ...staging.network, region: "eu-west-1" as const } };
    expect(accountScopeOf(abroad, [abroad], account).regions).toEqual(["eu-west-1", "us-east-1"]);
  });

  test("an environment of another account is none of its others", () => {
    const own = { ...staging, accountId: "111122223333" };
    const foreign = { ...production, accountId: "444455556666" };
    expect(accountScopeOf(own, [own, foreign], account).otherBuckets).toEqual(["techally-terraform-state"]);
  });
});

test("what each type needs is said for every type that the code can make", () => {
  const sources = ["modules", "src"].flatMap((folder) =>
    fs
      .readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => fs.readFileSync(path.join(projectRoot, folder, file), "utf8")),
  );
  const bindings = sources.flatMap((text) => [...text.matchAll(/@cdktf\/provider-aws\/lib\/(?:data-aws-)?([\w-]+)"/g)]);
  const types = bindings
    .map(([, name]) => `aws_${name?.replaceAll("-", "_")}`)
    .filter((type) => type !== "aws_provider");
  expect(types).toContain("aws_rds_reserved_instance_offering");
  expect(types.filter((type) => !Object.hasOwn(resourceGrants, type))).toEqual([]);
});
