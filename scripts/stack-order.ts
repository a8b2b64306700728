import { parseArgs } from "node:util";
import { deploymentOrder } from "../src/pipeline/deployment-order";
import { planFailures } from "../src/pipeline/plan-report";
import { readPlans } from "../src/pipeline/planned-stacks";
import {
  appliedByHand,
  isOrderFormat,
  type OrderedStack,
  orderFormats,
  orderStacks,
  removedStacks,
} from "../src/pipeline/stack-order";
import { SynthesizedStacks } from "../src/pipeline/synthesized-stacks";

const usage = `usage: node scripts/run.cjs scripts/stack-order.ts [options]

Prints the synthesized stacks in the order in which Terraform can be run in them.

  --environment NAME       only the stacks of one environment
  --changed-since FOLDER   only stacks that differ from an earlier output
  --deployable             without ${appliedByHand.join(" and ")}, which administrators apply by hand
  --reverse                consumers before producers, to destroy
  --plans FOLDER           the order to apply these plans in: what they remove, consumers first, and then all of it,
                           producers first, so that a stack may come twice. Fails where they cannot be applied
  --format FORMAT          ${Object.keys(orderFormats).join(", ")} (default: lines)
  --output FOLDER          where the stacks were synthesized (default: cdktf.out)
`;

/** The stacks in the order in which their plans can be applied. @throws Error when they cannot. */
function orderOfPlans(folder: string, stacks: readonly OrderedStack[]): OrderedStack[] {
  const ofStacks = readPlans(folder).filter((plan) => stacks.some(({ stack }) => stack === plan.stack));
  const failures = planFailures(ofStacks, stacks);
  if (failures.length > 0) throw new Error(`Nothing was applied.\n${failures.join("")}`);
  const { first, all } = deploymentOrder(stacks, ofStacks);
  return [...first, ...all].flatMap((name) => stacks.filter(({ stack }) => stack === name));
}

/** What is to be done about stacks that are gone, whose resources are not. */
function sayWhatIsGone(stacks: SynthesizedStacks, earlier: SynthesizedStacks): void {
  const { applyFirst, destroy } = removedStacks(stacks, earlier);
  for (const stack of destroy) process.stderr.write(`${stack} is gone; what it deployed is still there\n`);
  if (destroy.length === 0) return;
  if (applyFirst.length > 0) process.stderr.write(`Apply first, since they used it: ${applyFirst.join(" ")}\n`);
  process.stderr.write(`Then destroy from the earlier output, in this order: ${destroy.join(" ")}\n`);
}

try {
  const { values } = parseArgs({
    options: {
      environment: { type: "string" },
      "changed-since": { type: "string" },
      deployable: { type: "boolean" },
      reverse: { type: "boolean" },
      plans: { type: "string" },
      format: { type: "string", default: "lines" },
      output: { type: "string", default: "cdktf.out" },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
  } else {
    const { format, environment, deployable, reverse } = values;
    if (!isOrderFormat(format)) {
      throw new Error(`--format is ${JSON.stringify(format)}; allowed are ${Object.keys(orderFormats).join(", ")}`);
    }
    const earlier = values["changed-since"];
    const changedSince = earlier === undefined ? undefined : new SynthesizedStacks(earlier);
    const stacks = new SynthesizedStacks(values.output);
    const order = orderStacks(stacks, { environment, changedSince, deployable, reverse });
    const printed = values.plans === undefined ? order : orderOfPlans(values.plans, order);
    process.stdout.write(orderFormats[format](printed));
    if (changedSince) sayWhatIsGone(stacks, changedSince);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
