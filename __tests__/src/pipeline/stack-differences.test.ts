import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { differencesReport, stackDifferences } from "../../../src/pipeline/stack-differences";
import { SynthesizedStacks } from "../../../src/pipeline/synthesized-stacks";
import { projectRoot } from "../../support/output-folder";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-differences-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function written(name: string, stacks: Readonly<Record<string, object>>): SynthesizedStacks {
  for (const [stack, content] of Object.entries(stacks)) {
    fs.mkdirSync(path.join(folder, name, "stacks", stack), { recursive: true });
    fs.writeFileSync(path.join(folder, name, "stacks", stack, "cdk.tf.json"), JSON.stringify(content));
  }
  const entries = Object.keys(stacks).map((stack) => [stack, { dependencies: [] }]);
  fs.writeFileSync(path.join(folder, name, "manifest.json"), JSON.stringify({ stacks: Object.fromEntries(entries) }));
  return new SynthesizedStacks(path.join(folder, name));
}

const earlier = written("earlier", {
  "qa-dns": { resource: { aws_route53_zone: { main: { name: "a" } } } },
  "qa-data": {
    provider: { aws: [{ region: "us-east-1" }] },
    resource: { aws_db_instance: { primary: { port: 1 }, old: {} } },
    data: { aws_region: { current: {} } },
  },
  "qa-edge": { resource: { aws_cloudfront_distribution: { main: {} } } },
});
const now = written("now", {
  "qa-dns": { resource: { aws_route53_zone: { main: { name: "a" } } } },
  "qa-data": {
    provider: { aws: [{ region: "us-west-2" }] },
    resource: { aws_db_instance: { primary: { port: 2 } }, aws_kms_key: { primary: {} } },
    data: { aws_region: { current: {} } },
  },
  "qa-cache": { resource: { aws_elasticache_replication_group: { redis: {} } } },
});

test("blocks by address, in the stacks that differ and in no other", () => {
  expect(stackDifferences(now, earlier)).toEqual([
    {
      stack: "qa-cache",
      change: "added",
      added: ["aws_elasticache_replication_group.redis"],
      changed: [],
      removed: [],
    },
    {
      stack: "qa-data",
      change: "changed",
      added: ["aws_kms_key.primary"],
      changed: ["aws_db_instance.primary", "provider.aws"],
      removed: ["aws_db_instance.old"],
    },
    { stack: "qa-edge", change: "removed", added: [], changed: [], removed: ["aws_cloudfront_distribution.main"] },
  ]);
});

test("the report has a line for each stack, and its blocks below", () => {
  const report = differencesReport(stackDifferences(now, earlier));
  expect(report).toContain("| `qa-data` | changed | 1 | 2 | 1 |\n");
  expect(report).toContain("### qa-data\n\n- added: `aws_kms_key.primary`\n- changed: `aws_db_instance.primary`");
  expect(report).toContain("### qa-edge\n\n- removed: `aws_cloudfront_distribution.main`\n");
});

test("of many blocks the first are named, and the rest counted", () => {
  const difference = {
    stack: "qa-dns",
    change: "changed",
    added: ["a.a", "a.b", "a.c"],
    changed: [],
    removed: [],
  } as const;
  expect(differencesReport([difference], 2)).toContain("- added: `a.a`, `a.b`, and 1 more\n");
});

test("no difference is said, too", () => {
  expect(differencesReport([])).toBe("## Synthesized stacks\n\nNone differs from the target branch.\n");
});

test("the command prints the report, and says which folder holds no output", () => {
  const run = (...args: readonly string[]) =>
    spawnSync("node", ["scripts/run.cjs", "scripts/stack-differences.ts", ...args], {
      cwd: projectRoot,
      encoding: "utf8",
    });
  const output = ["--output", path.join(folder, "now")];
  expect(run("--changed-since", path.join(folder, "earlier"), ...output).stdout).toBe(
    differencesReport(stackDifferences(now, earlier)),
  );
  const failed = run("--changed-since", path.join(folder, "nowhere"), ...output);
  expect(failed.status).toBe(1);
  expect(failed.stderr).toContain("nowhere/manifest.json does not exist");
});
