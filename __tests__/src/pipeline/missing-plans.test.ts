import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { missingPlansReport } from "../../../src/pipeline/missing-plans";
import { orderFormats } from "../../../src/pipeline/stack-order";
import { projectRoot } from "../../support/output-folder";

const matrix = orderFormats.matrix([
  { stack: "qa-dns", environment: "qa", level: 0 },
  { stack: "qa-data", environment: "qa", level: 1 },
]);
const named = "\nNo plan was made of these stacks; their jobs say why:\n\n- `qa-data`\n";

test("stacks without a plan are named", () => {
  expect(missingPlansReport(matrix, (stack) => stack === "qa-dns")).toBe(named);
});

test("nothing is said when each has one", () => {
  expect(missingPlansReport(matrix, () => true)).toBe("");
});

test("a list that was never made is no empty list", () => {
  expect(missingPlansReport("", () => true)).toBe("\nThe stacks could not be listed, so none of them was planned.\n");
});

test("the command looks for the plans in a folder, which may not exist", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-missing-"));
  try {
    const order = path.join(folder, "matrix.json");
    fs.writeFileSync(order, matrix);
    const plans = path.join(folder, "plans");
    const print = () =>
      execFileSync("node", ["scripts/run.cjs", "scripts/missing-plans.ts", "--plans", plans, "--order", order], {
        cwd: projectRoot,
        encoding: "utf8",
      });
    expect(print()).toContain("- `qa-dns`\n- `qa-data`\n");
    fs.mkdirSync(plans);
    fs.writeFileSync(path.join(plans, "qa-dns.exitcode"), "0\n");
    expect(print()).toBe(named);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
