import { parseArgs } from "node:util";
import { differencesReport, stackDifferences } from "../src/pipeline/stack-differences";
import { SynthesizedStacks } from "../src/pipeline/synthesized-stacks";

const usage = `usage: node scripts/run.cjs scripts/stack-differences.ts --changed-since FOLDER [--output FOLDER]

Prints, as Markdown, what differs between an earlier output and the one in --output (default: cdktf.out).
`;

try {
  const { values } = parseArgs({
    options: { "changed-since": { type: "string" }, output: { type: "string", default: "cdktf.out" } },
  });
  const earlier = values["changed-since"];
  if (earlier === undefined) throw new Error(usage);
  const differences = stackDifferences(new SynthesizedStacks(values.output), new SynthesizedStacks(earlier));
  process.stdout.write(differencesReport(differences));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
