import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { changedPlans, planReport, type StackPlan } from "../src/pipeline/plan-report";

// Prints a report on the plans in a folder, `<stack>.txt` with `<stack>.exitcode` beside it. With --only-changes it is
// about plans that would change something, and empty when there are none.
const { values } = parseArgs({
  options: {
    plans: { type: "string", default: "plans" },
    title: { type: "string", default: "Terraform plans" },
    "only-changes": { type: "boolean", default: false },
  },
});

function readPlans(folder: string): StackPlan[] {
  const stacks = fs.readdirSync(folder).filter((file) => file.endsWith(".txt"));
  return stacks.map((file) => {
    const stack = path.basename(file, ".txt");
    return {
      stack,
      exitCode: readExitCode(path.join(folder, `${stack}.exitcode`)),
      text: fs.readFileSync(path.join(folder, file), "utf8"),
    };
  });
}

/** A plan that was stopped has no exit code, and counts as failed. */
function readExitCode(file: string): number {
  const text = fs.existsSync(file) ? fs.readFileSync(file, "utf8").trim() : "";
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

const all = fs.existsSync(values.plans) ? readPlans(values.plans) : [];
const plans = values["only-changes"] ? changedPlans(all) : all;
if (plans.length > 0 || !values["only-changes"]) process.stdout.write(planReport(plans, { title: values.title }));
