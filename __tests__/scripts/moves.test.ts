import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { projectRoot } from "../support/output-folder";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-moves-command-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const topic = { aws_sns_topic: { alarms: { name: "alarms" } } };

function output(name: string, stacks: Readonly<Record<string, object>>): string {
  const root = path.join(folder, name);
  for (const [stack, resource] of Object.entries(stacks)) {
    fs.mkdirSync(path.join(root, "stacks", stack), { recursive: true });
    const provider = { aws: [{ default_tags: [{ tags: { Environment: "qa" } }] }] };
    fs.writeFileSync(path.join(root, "stacks", stack, "cdk.tf.json"), JSON.stringify({ provider, resource }));
  }
  const entries = Object.keys(stacks).map((stack) => [stack, { dependencies: [] }]);
  fs.writeFileSync(path.join(root, "manifest.json"), JSON.stringify({ stacks: Object.fromEntries(entries) }));
  return root;
}

/** Runs `npm run moves`; `terraform` is the body of the program that it finds under that name. */
function run(args: readonly string[], terraform = "exit 9") {
  const binary = path.join(folder, "terraform");
  fs.writeFileSync(binary, `#!/bin/sh\n${terraform}\n`, { mode: 0o755 });
  const command = [path.join("scripts", "run.cjs"), "scripts/moves.ts", ...args];
  const env = { ...process.env, TERRAFORM_BINARY_NAME: binary };
  return spawnSync(process.execPath, command, { cwd: projectRoot, env, encoding: "utf8" });
}

const alarms = {
  resources: [
    {
      mode: "managed",
      type: "aws_sns_topic",
      name: "alarms",
      instances: [{ attributes: { id: "arn:aws:sns:x:1:a" } }],
    },
  ],
};
const printsState = `case "$*" in *"state pull"*) echo '${JSON.stringify(alarms)}';; esac`;

test("says how it is called when the earlier output is not named", () => {
  const { status, stderr } = run([]);
  expect(status).toBe(1);
  expect(stderr).toContain("--earlier is missing");
  expect(stderr).toContain("usage: npm run moves -- --earlier FOLDER");
});

test("reads no state where nothing has moved, and deletes what an earlier run has written", () => {
  const same = output("same", { "qa-operations": topic });
  const stale = path.join(same, "stacks", "qa-operations", "moves.tf.json");
  fs.writeFileSync(stale, "{}");
  const { status, stdout } = run(["--earlier", same, "--output", same]);
  expect({ status, stdout }).toEqual({ status: 0, stdout: "Nothing to move.\n" });
  expect(fs.existsSync(stale)).toBe(false);
});

test("lets the state of a stack that is gone forget what another stack imports", () => {
  const earlier = output("earlier", { "qa-operations": topic });
  const present = output("present", { "qa-alarms": topic });
  const { status, stdout } = run(["--earlier", earlier, "--output", present], printsState);
  expect(status).toBe(0);
  const lines = stdout.trim().split("\n");
  expect(lines[0]).toBe("aws_sns_topic.alarms: qa-operations -> qa-alarms");
  const target = path.join(present, "stacks", "qa-alarms");
  expect(lines.slice(-2)).toEqual([
    `  terraform -chdir=${target} init && terraform -chdir=${target} apply`,
    `  terraform -chdir=${path.join(earlier, "stacks", "qa-operations")} state rm aws_sns_topic.alarms`,
  ]);
  expect(JSON.parse(fs.readFileSync(path.join(target, "moves.tf.json"), "utf8"))).toEqual({
    import: [{ to: "aws_sns_topic.alarms", id: "arn:aws:sns:x:1:a" }],
  });
});

test("stops with what Terraform said when a state cannot be read, and writes nothing", () => {
  const earlier = output("before", { "qa-operations": topic, "qa-alarms": {} });
  const present = output("after", { "qa-operations": {}, "qa-alarms": topic });
  const { status, stderr } = run(["--earlier", earlier, "--output", present], "echo no credentials >&2; exit 1");
  expect(status).toBe(1);
  expect(stderr).toContain(`the state of ${path.join(present, "stacks", "qa-operations")} could not be read`);
  expect(stderr).toContain("no credentials");
  expect(fs.existsSync(path.join(present, "stacks", "qa-alarms", "moves.tf.json"))).toBe(false);
});
