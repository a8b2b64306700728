import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { AcceptedChange } from "../../../src/config";
import { refusals, unacceptedLosses } from "../../../src/pipeline/plan-gate";
import { fixtureOutput, projectRoot } from "../../support/output-folder";
import { recordedPlan } from "../../support/recorded-plans";

const today = "2026-06-01";
const entry: AcceptedChange = {
  stack: "production-data",
  address: "aws_db_instance.primary",
  action: "replace",
  reason: "restored from the snapshot of 2026-05-30",
  until: "2026-06-02",
};
const database = { address: "aws_db_instance.primary", action: "replace" } as const;
const group = { address: "aws_security_group.database", action: "replace" } as const;
const gate = (fresh: Parameters<typeof refusals>[1], approved: typeof fresh, accepted = [entry], day = today) =>
  refusals("production-data", fresh, approved, { accepted, today: day });

test("what was shown and, if it holds state, accepted may be applied", () => {
  expect(gate([database, group], [database, group])).toEqual([]);
  expect(gate([], [database])).toEqual([]);
});

test("what was not shown may not, whatever it is", () => {
  expect(gate([group], [])).toEqual([
    "production-data: aws_security_group.database would be destroyed and created anew\n" +
      "  why  the plan that was approved did not show it\n" +
      "  fix  start the deployment again: its plans show it to whoever approves. What has been applied so far stays as it is\n",
  ]);
  const shownOtherwise = gate([{ ...group, action: "destroy" }], [group]);
  expect(shownOtherwise[0]).toContain("aws_security_group.database would be destroyed\n");
});

test("what holds state and is not accepted may not, though it was shown", () => {
  const [text = ""] = gate([database], [database], []);
  expect(text).toContain("it holds state, and no entry in environments/accepted-changes.ts accepts it");
  expect(text).toContain(
    '{ stack: "production-data", address: "aws_db_instance.primary", action: "replace", reason: "", until: "2026-07-06" },',
  );
  expect(gate([database], [database], [entry], "2026-06-03")[0]).toContain(
    "its entry in environments/accepted-changes.ts has expired",
  );
});

test("the approved plans are looked at before anything is applied; failed ones say nothing yet", () => {
  const text = "  # aws_db_instance.primary must be replaced\n  # aws_security_group.database must be replaced\n";
  const plans = [
    { stack: "production-data", exitCode: 2, text },
    { stack: "staging-data", exitCode: 1, text },
  ];
  expect(unacceptedLosses(plans, { accepted: [entry], today })).toEqual([]);
  const refused = unacceptedLosses(plans, { accepted: [], today });
  expect(refused).toHaveLength(1);
  expect(refused[0]).toContain("production-data: aws_db_instance.primary would be destroyed and created anew");
});

describe("node scripts/run.cjs scripts/plan-gate.ts", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-gate-"));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
  const shared = ["scripts/run.cjs", "scripts/plan-gate.ts", "--plans", folder, "--output", fixtureOutput()];
  const script = (...args: string[]) =>
    spawnSync(process.execPath, [...shared, ...args], { cwd: projectRoot, encoding: "utf8" });
  const fresh = path.join(folder, "fresh.json");
  fs.writeFileSync(fresh, recordedPlan("losses.json"));

  test("lets the recorded plan pass where it was approved, and refuses what the approved one did not show", () => {
    fs.writeFileSync(path.join(folder, "production-dns.txt"), recordedPlan("losses.txt"));
    fs.writeFileSync(path.join(folder, "production-dns.exitcode"), "2\n");
    const args = [...shared, "--stack", "production-dns", "--fresh", fresh, "--today", today];
    expect(execFileSync(process.execPath, args, { cwd: projectRoot, encoding: "utf8" })).toBe("");

    fs.writeFileSync(path.join(folder, "production-dns.txt"), "No changes.");
    const refused = script("--stack", "production-dns", "--fresh", fresh);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain("production-dns: terraform_data.tainted would be destroyed and created anew");
  });

  test("looks at the plans of one environment where that is asked for", () => {
    fs.writeFileSync(path.join(folder, "staging-data.txt"), "  # aws_db_instance.primary will be destroyed\n");
    fs.writeFileSync(path.join(folder, "staging-data.exitcode"), "2\n");
    expect(script("--environment", "development").status).toBe(0);
    const { status, stderr } = script("--environment", "staging");
    fs.rmSync(path.join(folder, "staging-data.txt"));
    expect(status).toBe(1);
    expect(stderr).toContain("staging-data: aws_db_instance.primary would be destroyed");
  });

  test.each([
    [["--today", "tomorrow"], '--today is "tomorrow"'],
    [["--stack", "production-dns"], "--stack and --fresh go together"],
    [["--stack", "production-dns", "--fresh", "nowhere.json"], "nowhere.json"],
  ])("%j fails with a message and no trace", (args, message) => {
    const { status, stderr } = script(...args);
    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("    at ");
  });
});
