import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { TerraformVariable } from "cdktf";
import { createApp } from "../../../src/app";
import { loadEnvironments } from "../../../src/config";
import { enforceUniqueNames, uniqueNames } from "../../../src/policy/unique-names";
import type { BaseStackProps } from "../../../src/stacks/base-stack";
import { synthesize } from "../../../src/synthesis/synthesize";
import { draftEnvironments } from "../../support/changed-environments";
import { fixtureStack, fixtureStacks } from "../../support/stack-json";
import { synthApp, TestStack } from "../../support/synth";

const role = (stack: TestStack, name: string) => new IamRole(stack, "backup", { name, assumeRolePolicy: "{}" });

/** Synthesizes two stacks. */
function two(
  build: (stack: TestStack) => void,
  first: Partial<BaseStackProps> = {},
  second: Partial<BaseStackProps> = {},
): void {
  synthApp((app) => {
    const stacks = [new TestStack(app, "one", first), new TestStack(app, "two", second)];
    enforceUniqueNames(app);
    for (const stack of stacks) build(stack);
  });
}

test("two roles of one account with one name are refused, with both addresses", () => {
  expect(() => two((stack) => role(stack, "acme-backup"))).toThrow(
    "unique-names: two aws_iam_role.backup and one aws_iam_role.backup are both called acme-backup, which AWS allows " +
      "once in an account; change a prefix or name that one of them follows from",
  );
});

test("case does not tell names apart", () => {
  expect(() => two((stack) => role(stack, stack.node.id === "one" ? "Acme" : "acme"))).toThrow(/both called acme/);
});

test("two of one stack are refused as well", () => {
  expect(() =>
    synthApp((app) => {
      const stack = new TestStack(app);
      enforceUniqueNames(app);
      for (const id of ["a", "b"]) new S3Bucket(stack, id, { bucket: "acme" });
    }),
  ).toThrow(/test aws_s3_bucket.b and test aws_s3_bucket.a are both called acme, .* once in all accounts together/);
});

test("accounts that are known and differ are apart; buckets are not", () => {
  const accounts = [{ accountId: "111111111111" }, { accountId: "222222222222" }] as const;
  expect(() => two((stack) => role(stack, "acme-backup"), ...accounts)).not.toThrow();
  expect(() => two((stack) => role(stack, "acme-backup"), accounts[0])).toThrow(/unique-names/);
  expect(() => two((stack) => new S3Bucket(stack, "media", { bucket: "acme" }), ...accounts)).toThrow(/unique-names/);
});

test("regions have names of their own, as far as names are a region's", () => {
  const logs = (stack: TestStack) => new CloudwatchLogGroup(stack, "app", { name: "acme" });
  expect(() => two(logs)).toThrow(/once in a region of an account/);
  expect(() => two(logs, {}, { region: "eu-west-1" })).not.toThrow();
  expect(() => two((stack) => role(stack, "acme"), {}, { region: "eu-west-1" })).toThrow(/unique-names/);
  const elsewhere = (stack: TestStack) => {
    const provider = new AwsProvider(stack, "aws_other", { alias: "other", region: "eu-west-1" });
    new CloudwatchLogGroup(stack, "app", { name: "acme", provider });
  };
  expect(() => two(elsewhere)).toThrow(/unique-names/);
});

test("names that are not known yet are not compared", () => {
  expect(() =>
    two((stack) => role(stack, new TerraformVariable(stack, "name", { type: "string" }).stringValue)),
  ).not.toThrow();
});

test("the app of all environments is under the rule", () => {
  const { production, staging } = draftEnvironments();
  // Templates are called <cluster>-<node group>, which no rule of the configuration compares.
  staging.cluster.name = `${production.cluster.name}-compute`;
  staging.cluster.nodeGroups.intensive = structuredClone(staging.cluster.nodeGroups["general-workloads"]) as never;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-test-"));
  try {
    const environments = loadEnvironments([production, staging]);
    expect(() => synthesize((outdir) => createApp(environments, outdir), folder)).toThrow(
      "unique-names: staging-cluster aws_launch_template.intensive and production-cluster " +
        "aws_launch_template.compute_intensive are both called techally-production-compute-intensive",
    );
    expect(fs.readdirSync(folder)).toEqual([]);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

/** Resources whose name others may have too, or that are unique within another resource. */
const shared = [
  "aws_backup_plan",
  "aws_backup_selection",
  "aws_ce_anomaly_monitor",
  "aws_ce_anomaly_subscription",
  "aws_iam_role_policy",
  "aws_route53_record",
  "aws_route53_zone",
  "aws_s3_bucket_intelligent_tiering_configuration",
  "aws_scheduler_schedule",
  "aws_security_group",
];

test("every type with a name of its own is compared, or known to share it", () => {
  const named = fixtureStacks().flatMap((stack) => {
    const { resource = {} } = fixtureStack(stack).root;
    return Object.entries(resource)
      .filter(([, blocks]) => Object.values(blocks as object).some((block) => typeof block.name === "string"))
      .map(([type]) => type)
      .filter((type) => type.startsWith("aws_"));
  });
  expect([...Object.keys(uniqueNames), ...shared]).toEqual(expect.arrayContaining([...new Set(named)]));
});
