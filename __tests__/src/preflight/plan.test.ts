import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { SynthesizedStacks } from "../../../src/pipeline/synthesized-stacks";
import { deployedEnvironments, isOwn, readPlan, regionsOf } from "../../../src/preflight/plan";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-plan-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const named = "arn:aws:iam::123456789012:oidc-provider/github.example";
const trust = (provider: string, variable: string) => ({
  statement: [
    {
      principals: [{ type: "Federated", identifiers: [provider] }],
      condition: [{ test: "StringEquals", variable, values: ["sts.amazonaws.com"] }],
    },
  ],
});

/** An output of two stacks, one of which creates the bucket of the states. */
function output(terraform: object): SynthesizedStacks {
  const provider = (Environment: string, more = {}) => ({
    aws: [{ region: "us-east-1", default_tags: [{ tags: { Environment, Project: "Shop" } }], ...more }],
  });
  const stacks = {
    bootstrap: { provider: provider("shared"), resource: { aws_s3_bucket: { states: { bucket: "states" } } } },
    "qa-network": {
      terraform: { required_version: ">= 1.11.0", ...terraform },
      provider: provider("qa", { allowed_account_ids: ["123456789012"] }),
      resource: { aws_vpc: { main: { cidr_block: "10.0.0.0/16" } } },
      data: {
        aws_iam_policy_document: {
          created_trust: trust("${aws_iam_openid_connect_provider.github.arn}", "github.example:aud"),
          named_trust: trust(named, "github.example:aud"),
          again_trust: trust(named, "github.example:aud"),
        },
      },
    },
  };
  const entries = Object.entries(stacks).map(([name, content]) => {
    fs.mkdirSync(path.join(folder, "stacks", name), { recursive: true });
    fs.writeFileSync(path.join(folder, "stacks", name, "cdk.tf.json"), JSON.stringify(content));
    return [name, { name, dependencies: [] }];
  });
  fs.writeFileSync(path.join(folder, "manifest.json"), JSON.stringify({ stacks: Object.fromEntries(entries) }));
  return new SynthesizedStacks(folder);
}

test("accounts, tags, regions and Terraform's version stand in the stacks", () => {
  const plan = readPlan(output({ cloud: { organization: "shop" } }), ["qa"]);
  expect(plan).toMatchObject({ environments: ["qa"], accounts: ["123456789012"], terraform: ">= 1.11.0" });
  expect(plan.accountsOf).toEqual(new Map([["qa", ["123456789012"]]]));
  expect(plan.namedProviders).toEqual([{ arn: named, audience: "sts.amazonaws.com" }]);
  expect(plan.tags.get("qa")).toEqual({ Environment: "qa", Project: "Shop" });
  expect(regionsOf(plan)).toEqual(["us-east-1"]);
  expect(plan.resources.map(({ type }) => type)).toEqual(["aws_vpc"]);
});

test("the bucket of the states belongs to who keeps a state in it", () => {
  const { resources } = readPlan(output({ backend: { s3: { bucket: "states" } } }), ["qa"]);
  expect(resources.map(({ type }) => type)).toEqual(["aws_vpc", "aws_s3_bucket"]);
});

test("the bucket's stack is no environment", () => {
  expect(deployedEnvironments(output({}))).toEqual(["qa"]);
});

test.each([
  ["both tags", { Environment: "qa", Project: "Shop" }, true],
  ["another environment", { Environment: "production", Project: "Shop" }, false],
  ["another project with an environment of that name", { Environment: "qa", Project: "Blog" }, false],
  ["no tags", {}, false],
])("own is what has %s", (_title, tags, expected) => {
  const found = Object.entries(tags).map(([Key, Value]) => ({ Key, Value: String(Value) }));
  expect(isOwn(readPlan(output({}), ["qa"]), found)).toBe(expected);
});
