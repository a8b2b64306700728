import fs from "node:fs";
import { parseArgs } from "node:util";
import { acceptedChanges } from "../environments/accepted-changes";
import { checkAcceptedChanges, readDay } from "../src/pipeline/accepted-changes";
import { refusals, unacceptedLosses } from "../src/pipeline/plan-gate";
import { lossesInShown } from "../src/pipeline/plan-json";
import { lossesInText } from "../src/pipeline/plan-text";
import { readPlans } from "../src/pipeline/planned-stacks";
import { SynthesizedStacks } from "../src/pipeline/synthesized-stacks";

const usage = `usage: node scripts/run.cjs scripts/plan-gate.ts [options]

Exit code 1, with what to do, where plans take away what must stay (docs/changes-that-destroy.md).

  --plans FOLDER      the plans that were approved (default: plans). Without --stack, these are looked at
  --environment NAME  only the plans of one environment
  --stack NAME        with --fresh: the stack that was planned again
  --fresh FILE        what terraform show printed for that plan, with -json or without
  --today DAY         the day that accepted changes are compared with, YYYY-MM-DD (default: today, in UTC)
  --output FOLDER     where the stacks were synthesized (default: cdktf.out)
`;

try {
  const { values } = parseArgs({
    options: {
      plans: { type: "string", default: "plans" },
      environment: { type: "string" },
      stack: { type: "string" },
      fresh: { type: "string" },
      today: { type: "string", default: new Date().toISOString().slice(0, 10) },
      output: { type: "string", default: "cdktf.out" },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
  } else {
    const { stack, fresh, environment } = values;
    const today = readDay(values.today);
    if ((stack === undefined) !== (fresh === undefined)) throw new Error("--stack and --fresh go together");
    const stacks = new SynthesizedStacks(values.output);
    // One stack may be deployed by itself; npm test sees them all.
    checkAcceptedChanges(acceptedChanges, stacks, today, false);
    const acceptances = { accepted: acceptedChanges, today };
    const isMeant = (name: string) =>
      environment === undefined || (stacks.graph.has(name) && stacks.environmentOf(name) === environment);
    const plans = readPlans(values.plans).filter((plan) => isMeant(plan.stack));
    const approved = plans.find((plan) => plan.stack === stack)?.text ?? "";
    const found =
      stack === undefined || fresh === undefined
        ? unacceptedLosses(plans, acceptances)
        : refusals(stack, lossesInShown(fs.readFileSync(fresh, "utf8")), lossesInText(approved), acceptances);
    for (const text of found) process.stderr.write(text);
    if (found.length > 0) process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
