import { parseArgs } from "node:util";
import { estimateEnvironments } from "../src/cost/estimate-environments";
import { costReport, priceQueries } from "../src/cost/render";
import { SynthesizedStacks } from "../src/pipeline/synthesized-stacks";

const usage = `usage: npm run cost -- [<environment>] [options]

Computes what the synthesized stacks cost a month, from the list prices in src/cost/prices.ts.

  --queries         prints the commands that ask AWS for each price instead, also for regions in use that have no list
  --output FOLDER   where the stacks were synthesized (default: cdktf.out)
  --help            this text
`;

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      output: { type: "string", default: "cdktf.out" },
      queries: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  const [environment] = positionals;
  if (values.help) {
    process.stdout.write(usage);
  } else if (values.queries) {
    const estimates = estimateEnvironments(new SynthesizedStacks(values.output), environment);
    process.stdout.write(
      priceQueries([...new Set(estimates.flatMap(({ unpricedRegions }) => unpricedRegions))].sort()),
    );
  } else {
    if (positionals.length > 1) throw new Error(`allowed is one environment, or none for all of them\n\n${usage}`);
    const estimates = estimateEnvironments(new SynthesizedStacks(values.output), environment);
    process.stdout.write(estimates.map(costReport).join("\n"));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
