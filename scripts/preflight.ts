import { resolveNs } from "node:dns/promises";
import { parseArgs } from "node:util";
import { SynthesizedStacks } from "../src/pipeline/synthesized-stacks";
import { AwsCli } from "../src/preflight/aws-cli";
import { exitCodeOf } from "../src/preflight/finding";
import { deployedEnvironments, readPlan } from "../src/preflight/plan";
import { preflight } from "../src/preflight/preflight";
import { report } from "../src/preflight/report";
import { runCommand } from "../src/preflight/run-command";

const usage = `usage: npm run preflight -- <environment> [<environment> ...] [options]

Looks, through the AWS CLI and without changing anything, for what would stop a deployment of the synthesized stacks:
account, regions, zones, service quotas, delegation, names that are taken, versions of the tools. What several
environments need of one account is added up.

  --output FOLDER   where the stacks were synthesized (default: cdktf.out)
  --help            this text

Exit code: 0 nothing is in the way, 1 something is, 2 something could not be looked at.
`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { output: { type: "string", default: "cdktf.out" }, help: { type: "boolean" } },
  });
  if (values.help) {
    process.stdout.write(usage);
  } else {
    const stacks = new SynthesizedStacks(values.output);
    const known = deployedEnvironments(stacks);
    if (positionals.length === 0) {
      throw new Error(`no environment was named; there are: ${known.join(", ")}\n\n${usage}`);
    }
    const environments = [...new Set(positionals)];
    const plan = readPlan(stacks, environments);
    const questions = { plan, aws: new AwsCli(runCommand), nameServers: resolveNs, run: runCommand };
    const findings = await preflight(questions);
    process.stdout.write(report(findings, environments));
    process.exitCode = exitCodeOf(findings);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
