import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { importId } from "../../../src/pipeline/import-ids";
import { findMoves, moveBlocks, type TerraformState, withProviders } from "../../../src/pipeline/moved-resources";
import { SynthesizedStacks } from "../../../src/pipeline/synthesized-stacks";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-moves-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

let outputs = 0;

/**
 * Writes an output with the addresses of each stack; a stack's environment is the first word of its name. What ends in
 * `@west` is of the provider with that alias.
 */
function output(stacks: Readonly<Record<string, readonly string[]>>): SynthesizedStacks {
  const root = path.join(folder, String(outputs++));
  for (const [stack, addresses] of Object.entries(stacks)) {
    const resource: Record<string, Record<string, object>> = {};
    for (const address of addresses) {
      const [type = "", name = "", alias] = address.split(/[.@]/);
      resource[type] = { ...resource[type], [name]: alias ? { provider: `aws.${alias}` } : {} };
    }
    const west = addresses.some((address) => address.endsWith("@west")) ? [{ alias: "west", region: "us-west-2" }] : [];
    const provider = { aws: [{ default_tags: [{ tags: { Environment: stack.split("-")[0] } }] }, ...west] };
    fs.mkdirSync(path.join(root, "stacks", stack), { recursive: true });
    fs.writeFileSync(path.join(root, "stacks", stack, "cdk.tf.json"), JSON.stringify({ provider, resource }));
  }
  const entries = Object.keys(stacks).map((stack) => [stack, { dependencies: [] }]);
  fs.writeFileSync(path.join(root, "manifest.json"), JSON.stringify({ stacks: Object.fromEntries(entries) }));
  return new SynthesizedStacks(root);
}

describe("resources that changed stacks", () => {
  test("are those that are gone from one stack and new in another of the same environment", () => {
    const earlier = output({
      "qa-operations": ["aws_ecr_repository.api", "aws_sns_topic.alarms", "aws_iam_role.gone"],
      "qa-network": ["aws_kms_key.main"],
      "uat-operations": ["aws_ecr_repository.api"],
    });
    const present = output({
      "qa-operations": ["aws_sns_topic.alarms"],
      "qa-delivery": ["aws_ecr_repository.api", "aws_iam_role.added"],
      "qa-network": ["aws_kms_key.main"],
      "uat-operations": ["aws_ecr_repository.api"],
    });
    expect(findMoves(earlier, present)).toEqual([
      { address: "aws_ecr_repository.api", from: "qa-operations", to: "qa-delivery" },
    ]);
    expect(findMoves(present, present)).toEqual([]);
  });

  test("are told apart by environment and region", () => {
    const key = "aws_cloudwatch_log_group.flow";
    const stacks = ["qa-network", "qa-dr-network", "uat-network"];
    const later = ["qa-logs", "qa-dr-logs", "uat-logs"];
    const all = [...stacks, ...later];
    const holding = (names: readonly string[]) =>
      output(Object.fromEntries(all.map((name) => [name, names.includes(name) ? [key] : []])));
    expect(findMoves(holding(stacks), holding(later)).map(({ from, to }) => `${from} ${to}`)).toEqual([
      "qa-dr-network qa-dr-logs",
      "qa-network qa-logs",
      "uat-network uat-logs",
    ]);
  });

  test("have one stack that they came from and one that they went to", () => {
    const address = "aws_sns_topic.alarms";
    const earlier = output({ "qa-a": [address], "qa-b": [address], "qa-c": [] });
    const present = output({ "qa-a": [], "qa-b": [], "qa-c": [address] });
    expect(() => findMoves(earlier, present)).toThrow(
      "These could have moved in more than one way:\n  aws_sns_topic.alarms: from qa-a or qa-b, to qa-c\n",
    );
  });
});

function state(resources: Readonly<Record<string, readonly object[]>>): TerraformState {
  return {
    resources: Object.entries(resources).map(([address, instances]) => {
      const [type = "", name = ""] = address.split(".");
      return {
        mode: "managed",
        type,
        name,
        instances: instances.map((attributes) => ({ attributes: { ...attributes } })),
      };
    }),
  };
}

const move = (address: string) => ({ address, from: "qa-operations", to: "qa-delivery" });

describe("the blocks of a move", () => {
  test("import into the new stack what the old one forgets", () => {
    const held = state({
      "aws_ecr_repository.api": [{ id: "api" }],
      "aws_iam_role_policy_attachment.push": [
        { id: "push-2026", role: "push", policy_arn: "arn:aws:iam::aws:policy/X" },
      ],
    });
    const moves = ["aws_ecr_repository.api", "aws_iam_role_policy_attachment.push"].map(move);
    expect(Object.fromEntries(moveBlocks(moves, new Map([["qa-operations", held]])))).toEqual({
      "qa-delivery": {
        import: [
          { to: "aws_ecr_repository.api", id: "api" },
          { to: "aws_iam_role_policy_attachment.push", id: "push/arn:aws:iam::aws:policy/X" },
        ],
      },
      "qa-operations": {
        removed: [
          { from: "aws_ecr_repository.api", lifecycle: { destroy: false } },
          { from: "aws_iam_role_policy_attachment.push", lifecycle: { destroy: false } },
        ],
      },
    });
  });

  test("bring along the provider of what is forgotten, where its stack has it no more", () => {
    const west = "aws_sns_topic.west@west";
    const earlier = output({ "qa-operations": ["aws_sns_topic.east", west], "qa-delivery": [] });
    const present = output({ "qa-operations": [], "qa-delivery": ["aws_sns_topic.east", west] });
    const held = state({ "aws_sns_topic.east": [{ id: "arn:east" }], "aws_sns_topic.west": [{ id: "arn:west" }] });
    const blocks = moveBlocks(findMoves(earlier, present), new Map([["qa-operations", held]]));
    const complete = withProviders(blocks, earlier, present);
    expect(complete.get("qa-operations")?.provider).toEqual({ aws: [{ alias: "west", region: "us-west-2" }] });
    expect(complete.get("qa-delivery")).toEqual(blocks.get("qa-delivery"));
    const kept = output({ "qa-operations": ["aws_sns_topic.other@west"], "qa-delivery": [] });
    expect(withProviders(blocks, earlier, kept).get("qa-operations")).toEqual(blocks.get("qa-operations"));
  });

  test("leave out what was never deployed, and what has been moved", () => {
    const states = new Map([["qa-operations", {}]]);
    expect(moveBlocks([move("aws_ecr_repository.api")], states).size).toBe(0);
  });

  test("are refused as a whole, with every resource that cannot be moved so", () => {
    const held = state({
      "aws_ecr_repository.api": [{ id: "a" }, { id: "b" }],
      "random_password.master": [{ id: "none" }],
      "aws_db_instance.primary": [{ id: "db-1", identifier: null }],
      "aws_sns_topic.alarms": [{ id: "arn:aws:sns:us-east-1:1:alarms" }],
    });
    const moves = (held.resources ?? []).map(({ type, name }) => move(`${type}.${name}`));
    const attempt = () => moveBlocks(moves, new Map([["qa-operations", held]]));
    expect(attempt).toThrow("aws_ecr_repository.api: has instances of its own (count or for_each)");
    expect(attempt).toThrow("random_password.master: what an import of random_password takes is not known here");
    expect(attempt).toThrow(
      "aws_db_instance.primary: its import takes identifier, and the state has null for identifier",
    );
    expect(attempt).not.toThrow("aws_sns_topic");
  });
});

test.each([
  ["aws_db_instance.primary", { id: "db-ABC", identifier: "techally-primary" }, "techally-primary"],
  ["aws_wafv2_web_acl.edge", { id: "1-2", name: "edge", scope: "CLOUDFRONT" }, "1-2/edge/CLOUDFRONT"],
  ["aws_iam_role_policy.push", { id: "push:permissions" }, "push:permissions"],
  ["aws_backup_selection.efs", { id: "s", plan_id: "p" }, "p|s"],
])("%s is imported as the provider's page says", (address, attributes, id) => {
  expect(importId(address, attributes)).toBe(id);
});
