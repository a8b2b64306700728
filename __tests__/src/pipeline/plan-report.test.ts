import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { planReport, type StackPlan } from "../../../src/pipeline/plan-report";
import { projectRoot } from "../../support/output-folder";

const quiet: StackPlan = { stack: "production-dns", exitCode: 0, text: "No changes. Your infrastructure matches…" };
const changing: StackPlan = {
  stack: "production-data",
  exitCode: 2,
  text: [
    "Terraform will perform the following actions:",
    "  # aws_db_instance.primary will be updated in-place",
    "  # aws_db_instance.read_replica_1 must be replaced",
    "  # aws_kms_alias.database will be destroyed",
    "Plan: 1 to add, 1 to change, 2 to destroy.",
  ].join("\n"),
};
const failing: StackPlan = { stack: "production-edge", exitCode: 1, text: "Error: Unable to find remote state" };
const outputs: StackPlan = { stack: "production-network", exitCode: 2, text: "Changes to Outputs:\n  + a = 1" };

test("a line for each stack, by name, with what is lost", () => {
  const report = planReport([failing, quiet, changing, outputs], { title: "Plans" });
  expect(report.split("\n").slice(0, 8)).toEqual([
    "## Plans",
    "",
    "| stack | result | replaced or destroyed |",
    "|---|---|---|",
    "| `production-data` | 1 to add, 1 to change, 2 to destroy | `aws_db_instance.read_replica_1`, `aws_kms_alias.database` |",
    "| `production-dns` | no changes |  |",
    "| `production-edge` | **failed** |  |",
    "| `production-network` | changes of outputs |  |",
  ]);
});

test("plans with changes and failures are shown, others not", () => {
  const report = planReport([failing, quiet, changing], { title: "Plans" });
  expect(report).toContain("<summary><code>production-data</code></summary>");
  expect(report).toContain("Error: Unable to find remote state");
  expect(report).not.toContain("<code>production-dns</code>");
});

test("no plans: the head alone", () => {
  expect(planReport([], { title: "Plans" })).toBe(
    "## Plans\n\n| stack | result | replaced or destroyed |\n|---|---|---|\n",
  );
});

test("long plans are cut in the middle, and everything fits into a comment", () => {
  const long = (stack: string) => ({ stack, exitCode: 2, text: `first\n${"x\n".repeat(80_000)}Plan: 1 to add.` });
  const report = planReport(["a", "b", "c"].map(long), { title: "Plans" });
  expect(report.length).toBeLessThanOrEqual(60_000);
  expect(report.length).toBeGreaterThan(55_000);
  expect(report.match(/first/g)).toHaveLength(3);
  expect(report.match(/shortened; the whole plan is in the job's log/g)).toHaveLength(3);
  expect(report.match(/^Plan: 1 to add\.$/gm)).toHaveLength(3);
});

test("a plan cannot break out of its block", () => {
  const report = planReport([{ stack: "a", exitCode: 2, text: "```\n~~~\n</details>" }], { title: "Plans" });
  expect(report).toContain("~~~~~~~~\n```\n~~~\n</details>\n~~~~~~~~");
});

describe("node scripts/run.cjs scripts/plan-report.ts", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-plans-"));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
  const report = (...args: string[]) =>
    execFileSync(process.execPath, ["scripts/run.cjs", "scripts/plan-report.ts", "--plans", folder, ...args], {
      cwd: projectRoot,
      encoding: "utf8",
    });
  const write = ({ stack, exitCode, text }: StackPlan) => {
    fs.writeFileSync(path.join(folder, `${stack}.txt`), text);
    fs.writeFileSync(path.join(folder, `${stack}.exitcode`), `${exitCode}\n`);
  };

  test("is empty where nothing would change and only that is asked for", () => {
    write(quiet);
    expect(report("--only-changes")).toBe("");
    expect(report()).toContain("no changes");
  });

  test("reads every plan of the folder", () => {
    write(changing);
    expect(report("--title", "Drift", "--only-changes")).toMatch(/^## Drift[\s\S]+production-data/);
    expect(report("--only-changes")).not.toContain("production-dns");
  });

  test.each([
    ["no exit code", () => {}],
    ["an empty one", () => fs.writeFileSync(path.join(folder, "production-edge.exitcode"), "\n")],
  ])("a plan with %s failed", (_, writeExitCode) => {
    fs.writeFileSync(path.join(folder, "production-edge.txt"), "stopped");
    writeExitCode();
    expect(report("--only-changes")).toContain("| `production-edge` | **failed** |");
  });
});
