import { parseArgs } from "node:util";
import { bootstrapStack } from "../src/contracts";
import { isOrderFormat, orderFormats, orderStacks } from "../src/pipeline/stack-order";
import { SynthesizedStacks } from "../src/pipeline/synthesized-stacks";

const usage = `usage: node scripts/run.cjs scripts/stack-order.ts [options]

Prints the synthesized stacks in the order in which Terraform can be run in them.

  --environment NAME       only the stacks of one environment
  --changed-since FOLDER   only stacks that differ from an earlier output
  --deployable             without ${bootstrapStack}, whose state is a file that whoever applied it keeps
  --reverse                consumers before producers, to destroy
  --format FORMAT          ${Object.keys(orderFormats).join(", ")} (default: lines)
  --output FOLDER          where the stacks were synthesized (default: cdktf.out)
`;

try {
  const { values } = parseArgs({
    options: {
      environment: { type: "string" },
      "changed-since": { type: "string" },
      deployable: { type: "boolean" },
      reverse: { type: "boolean" },
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
    process.stdout.write(orderFormats[format](orderStacks(stacks, { environment, changedSince, deployable, reverse })));
    const changes = changedSince ? stacks.changesSince(changedSince) : [];
    for (const { stack } of changes.filter(({ change }) => change === "removed")) {
      process.stderr.write(`${stack} is gone; what it deployed is still there: destroy it from the earlier output\n`);
    }
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
