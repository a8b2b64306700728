import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { AccountScope } from "../../../modules/delivery/account-scope";
import { boundaryStatements, PermissionsBoundary } from "../../../modules/delivery/permissions-boundary";
import { policyLength } from "../../../modules/delivery/policy-length";
import { allows, type Call } from "../../support/iam-policy";
import { synthConstruct } from "../../support/synth";

const scope: AccountScope = {
  accountId: "111122223333",
  environment: "staging",
  regions: ["eu-west-1"],
  namePrefixes: ["shop-staging"],
  secretPrefixes: ["shop-staging"],
  clusters: ["shop-staging"],
  buckets: ["shop-staging-media"],
  domain: "staging.shop.com",
  boundary: "shop-staging-boundary",
  otherRoles: [],
  otherBuckets: ["shop-media", "shop-development-*", "shop-terraform-state"],
};

/** What a role could do at most, were its own policies to allow everything. */
const could = (call: Call) => allows(boundaryStatements(scope), call);
const tagged = (environment: string) => ({ "aws:ResourceTag/Environment": environment });

test("a role does its work in the environment", () => {
  expect(could({ action: "ec2:CreateVolume", with: tagged("staging") })).toBe(true);
  expect(could({ action: "secretsmanager:GetSecretValue", with: tagged("staging") })).toBe(true);
  expect(could({ action: "ssm:GetParameter" })).toBe(true);
  expect(could({ action: "s3:GetObject", on: "arn:aws:s3:::shop-staging-media/a.png" })).toBe(true);
  expect(could({ action: "s3:GetObject", on: "arn:aws:s3:::a-bucket-of-nobody/a.png" })).toBe(true);
});

test("it makes no identity, and changes none", () => {
  for (const action of ["iam:CreateRole", "iam:PutRolePolicy", "iam:CreateUser", "iam:CreateAccessKey"]) {
    expect(could({ action, on: "arn:aws:iam::111122223333:role/shop-staging-x" })).toBe(false);
  }
  expect(could({ action: "organizations:LeaveOrganization" })).toBe(false);
  expect(could({ action: "account:DisableRegion" })).toBe(false);
  expect(could({ action: "sso:CreateAccountAssignment" })).toBe(false);
  expect(could({ action: "iam:GetRole" })).toBe(true);
});

test("it passes the environment's roles on, as restores of AWS Backup do, and nobody else's", () => {
  const passes = (name: string) => could({ action: "iam:PassRole", on: `arn:aws:iam::111122223333:role/${name}` });
  expect([passes("shop-staging-nodes"), passes("platform-admin"), passes("shop-backup")]).toEqual([true, false, false]);
});

test("it takes on no other role of the account, not even one that trusts all of it", () => {
  const takesOn = (account: string, name: string) =>
    could({ action: "sts:AssumeRole", on: `arn:aws:iam::${account}:role/${name}` });
  expect([takesOn("111122223333", "platform-admin"), takesOn("111122223333", "shop-staging-x")]).toEqual([
    false,
    false,
  ]);
  expect(takesOn("444455556666", "a-partners")).toBe(true);
});

test("other environments are out of reach, but for their images", () => {
  expect(could({ action: "secretsmanager:GetSecretValue", with: tagged("production") })).toBe(false);
  expect(could({ action: "rds:DeleteDBInstance", with: tagged("production") })).toBe(false);
  expect(could({ action: "ecr:BatchGetImage", with: tagged("production") })).toBe(true);
});

test("so are their buckets, which IAM cannot tell by tags, and Terraform's states", () => {
  for (const name of ["shop-media", "shop-development-media", "shop-terraform-state"]) {
    expect(could({ action: "s3:ListBucket", on: `arn:aws:s3:::${name}` })).toBe(false);
    expect(could({ action: "s3:GetObject", on: `arn:aws:s3:::${name}/x` })).toBe(false);
  }
  expect(could({ action: "kms:Decrypt", with: tagged("shared") })).toBe(false);
});

test("so are names outside the environment's domain", () => {
  const changes = (...names: string[]) =>
    could({
      action: "route53:ChangeResourceRecordSets",
      with: { "route53:ChangeResourceRecordSetsNormalizedRecordNames": names },
    });
  expect([changes("auth.staging.shop.com"), changes("auth.staging.shop.com", "shop.com")]).toEqual([true, false]);
});

test("an account with one environment, and its states elsewhere, has no others' buckets", () => {
  const alone = boundaryStatements({ ...scope, otherBuckets: [] });
  expect(alone.map(({ sid }) => sid)).not.toContain("OtherBuckets");
});

test("it is a policy of the environment's name", () => {
  const stack = synthConstruct((scoped) => {
    new PermissionsBoundary(scoped, "staging_boundary", scope);
  });
  expect(stack.text).toHaveResourceWithProperties(IamPolicy, {
    name: "shop-staging-boundary",
    policy: "${data.aws_iam_policy_document.staging_boundary.json}",
  });
  expect(stack.data("aws_iam_policy_document", "staging_boundary").statement).toHaveLength(7);
});

test("one that IAM would refuse for its length is an error that says what to do", () => {
  const otherBuckets = Array.from({ length: 80 }, (_, index) => `shop-${index}-static-assets`);
  expect(() =>
    synthConstruct((scoped) => new PermissionsBoundary(scoped, "boundary", { ...scope, otherBuckets })),
  ).toThrow(
    /^otherBuckets: the policy shop-staging-boundary would have \d+ characters, for 80 buckets of others; IAM allows 6144; move an environment to an account of its own$/,
  );
});

test("its length is what IAM counts: a single value without a list, an account's id with its digits", () => {
  const account = "${data.aws_caller_identity.current.account_id}";
  const statement = {
    sid: "A",
    actions: ["s3:*"],
    resources: [`arn:aws:iam::${account}:role/x`],
    condition: [{ test: "StringEquals", variable: "aws:RequestedRegion", values: ["a", "b"] }],
  };
  const written = {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "A",
        Effect: "Allow",
        Action: "s3:*",
        Resource: "arn:aws:iam::123456789012:role/x",
        Condition: { StringEquals: { "aws:RequestedRegion": ["a", "b"] } },
      },
    ],
  };
  expect(policyLength([statement])).toBe(JSON.stringify(written).length);
});
