import fs from "node:fs";
import { parseArgs } from "node:util";
import { acceptedChanges } from "../environments/accepted-changes";
import { sleepingStacks } from "../src/lifecycle/sleeping-stacks";
import { readDay } from "../src/pipeline/accepted-changes";
import { planFailures, planReport } from "../src/pipeline/plan-report";
import { readPlans } from "../src/pipeline/planned-stacks";
import { type OrderedStack, readMatrix } from "../src/pipeline/stack-order";
import { SynthesizedStacks } from "../src/pipeline/synthesized-stacks";

const usage = `usage: node scripts/run.cjs scripts/plan-report.ts [options]

Prints a report on the plans that scripts/ci/plan.sh left in a folder.

  --plans FOLDER    the folder (default: plans)
  --order FILE      the stacks that were to be planned, from stack-order --format matrix (default: those with a plan)
  --title TEXT      (default: Terraform plans)
  --only-changes    leaves out stacks without changes; prints nothing where there are no others
  --check           exit code 1 where a plan is missing or failed, unless it waits for another stack of the order
  --asleep FOLDER   where the stacks were synthesized: of those in clusters that are shut down now, a plan may fail
  --today DAY       the day that accepted changes are compared with, YYYY-MM-DD (default: today, in UTC)
`;

try {
  const { values } = parseArgs({
    options: {
      plans: { type: "string", default: "plans" },
      order: { type: "string" },
      title: { type: "string", default: "Terraform plans" },
      "only-changes": { type: "boolean", default: false },
      asleep: { type: "string" },
      check: { type: "boolean", default: false },
      today: { type: "string", default: new Date().toISOString().slice(0, 10) },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
  } else {
    const plans = readPlans(values.plans);
    const order: OrderedStack[] = values.order === undefined ? [] : readMatrix(fs.readFileSync(values.order, "utf8"));
    const acceptances = { accepted: acceptedChanges, today: readDay(values.today) };
    const asleep = values.asleep === undefined ? [] : sleepingStacks(new SynthesizedStacks(values.asleep), new Date());
    const { title, "only-changes": onlyChanges } = values;
    process.stdout.write(planReport(plans, { title, order, acceptances, asleep, onlyChanges }));
    const failures = values.check ? planFailures(plans, order, asleep) : [];
    for (const failure of failures) process.stderr.write(failure);
    if (failures.length > 0) process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
