import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { planFailures, planReport } from "../../../src/pipeline/plan-report";
import type { StackPlan } from "../../../src/pipeline/planned-stacks";
import { type OrderedStack, orderFormats } from "../../../src/pipeline/stack-order";
import { projectRoot } from "../../support/output-folder";
import { recordedPlan } from "../../support/recorded-plans";

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
    "| `production-data` | 1 to add, 1 to change, 2 to destroy | **`aws_db_instance.read_replica_1` replaced, holds state**, `aws_kms_alias.database` destroyed |",
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

test("a plan that failed because its environment sleeps is none, and fails nothing; another one does", () => {
  const order = [failing, quiet].map(({ stack }) => ({ stack, environment: "production", level: 0, waitsFor: "" }));
  const asleep = ["production-edge", "production-dns"];
  const report = planReport([failing, quiet], { title: "Plans", order, asleep });
  expect(report).toContain("| `production-edge` | asleep, not planned |  |");
  expect(report).toContain("| `production-dns` | no changes |  |");
  expect(report).toContain("Error: Unable to find remote state");
  expect(planFailures([failing, quiet], order, asleep)).toEqual([]);
  expect(planFailures([failing, quiet], order)).toEqual(["production-edge: the plan failed\n"]);
  // A plan that is missing was never begun.
  expect(planFailures([quiet], order, asleep)).toEqual(["production-edge: there is no plan\n"]);
});

describe("with the stacks that were to be planned", () => {
  const ordered = (stack: string, waitsFor = ""): OrderedStack => ({
    stack,
    environment: "production",
    level: 0,
    waitsFor,
  });
  const order = [
    ordered("production-network"),
    ordered("production-data", "production-network"),
    ordered("production-edge", "production-data"),
  ];
  const network = { stack: "production-network", exitCode: 2, text: recordedPlan("withdrawn.txt") };
  const waiting = { stack: "production-data", exitCode: 1, text: recordedPlan("missing-output.txt") };
  const edge = { ...quiet, stack: "production-edge" };

  test("a plan that lacks what another one adds waits for it, and fails nothing", () => {
    const plans = [outputs, waiting, edge];
    expect(planReport(plans, { title: "Plans", order })).toContain(
      "| `production-data` | waits for `production-network` |  |",
    );
    expect(planFailures(plans, order)).toEqual([]);
  });

  test("a plan that failed by itself, or that there is none of, is a failure", () => {
    const plans = [{ ...network, exitCode: 0 }, waiting];
    const report = planReport(plans, { title: "Plans", order, onlyChanges: true });
    expect(report).toContain("| `production-data` | **failed** |  |");
    expect(report).toContain("| `production-edge` | **no plan** |  |");
    expect(planFailures(plans, order)).toEqual([
      "production-data: the plan failed\n",
      "production-edge: there is no plan\n",
    ]);
  });

  test("what is destroyed while others use it is named, with those that go first", () => {
    const report = planReport([network, { ...changing, stack: "production-data" }, edge], { title: "Plans", order });
    expect(report).toContain(
      "### Applied before what they used is destroyed, and again after\n\n" +
        "- `production-data`: `production-network` destroys `terraform_data.zone_c`, with outputs that they took.\n",
    );
    expect(planReport([outputs, edge], { title: "Plans", order })).not.toContain("### Applied before");
  });

  test("a change that has to be made in two steps says so, and fails", () => {
    const plans = [network, waiting, edge];
    expect(planReport(plans, { title: "Plans", order })).toContain("fix  make it two changes");
    expect(planFailures(plans, order).join()).toContain("production-data cannot be applied before production-network");
  });
});

describe("what needs an entry in code", () => {
  const today = "2026-06-01";
  const accepted = {
    stack: "production-data",
    address: "aws_db_instance.read_replica_1",
    action: "replace",
    reason: "a larger class",
    until: today,
  } as const;

  test("is listed to be pasted", () => {
    const report = planReport([changing], { title: "Plans", acceptances: { accepted: [], today } });
    expect(report).toContain("### Stops the deployment");
    expect(report).toContain('address: "aws_db_instance.read_replica_1", action: "replace", reason: ""');
    expect(report).not.toContain('address: "aws_kms_alias.database"');
  });

  test("no more once it is there and valid", () => {
    const report = (day: string) =>
      planReport([changing], { title: "Plans", acceptances: { accepted: [accepted], today: day } });
    expect(report(today)).not.toContain("### Stops the deployment");
    expect(report("2026-06-02")).toContain("### Stops the deployment");
  });
});

test("a plan that takes away more than fits names what holds state, and counts the rest", () => {
  const many = Array.from({ length: 2000 }, (_, index) => `  # aws_route.number_${index} will be destroyed`);
  const text = [...many, "  # aws_s3_bucket.media will be destroyed"].join("\n");
  const report = planReport([{ stack: "a", exitCode: 2, text }], { title: "Plans" });
  expect(report).toContain("**`aws_s3_bucket.media` destroyed, holds state**, 2000 more, in the plan");
  expect(report.length).toBeLessThanOrEqual(60_000);
});

test("a key cannot end the table's cell or the code in it", () => {
  const text = '  # aws_a.b["x`|y"] will be destroyed';
  expect(planReport([{ stack: "a", exitCode: 2, text }], { title: "Plans" })).toContain(
    '| `aws_a.b["x\'\\|y"]` destroyed |',
  );
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

  test("--check fails for plans that failed or are missing, and reports all the same", () => {
    const order = path.join(folder, "matrix.json");
    const missing = { stack: "production-backup", environment: "production", level: 0, waitsFor: "" };
    fs.writeFileSync(order, orderFormats.matrix([missing]));
    const args = ["scripts/run.cjs", "scripts/plan-report.ts", "--plans", folder, "--order", order, "--check"];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: projectRoot, encoding: "utf8" });
    expect(status).toBe(1);
    expect(stdout).toContain("| `production-backup` | **no plan** |");
    expect(stderr).toContain("production-backup: there is no plan");
    expect(stderr).toContain("production-edge: the plan failed");
  });
});
