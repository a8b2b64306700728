import fs from "node:fs";
import { parseArgs } from "node:util";
import { Aws } from "../src/lifecycle/aws";
import { Destroyer } from "../src/lifecycle/destroy";
import { chooseStacks } from "../src/lifecycle/destruction-order";
import { describeLeftovers, findLeftovers, removeLeftovers } from "../src/lifecycle/leftovers/find-leftovers";
import type { Leftover } from "../src/lifecycle/leftovers/leftover";
import { lostData } from "../src/lifecycle/lost-data";
import { thisMachine } from "../src/lifecycle/programs";
import { refuseProtected } from "../src/lifecycle/protections";
import { Terraform } from "../src/lifecycle/terraform";
import { SynthesizedStacks } from "../src/pipeline/synthesized-stacks";

const usage = `usage: npm run destroy -- <environment> [stacks] [options]

Destroys an environment, or some of its stacks, and lists what is left of them in AWS. See docs/destroying.md.

  --yes ENVIRONMENT     its name again, instead of being asked for it
  --only-leftovers      destroys nothing: what was destroyed earlier has left these
  --remove-leftovers    deletes what is left, but for copies of data
  --remove-backups      deletes snapshots, recovery points, images and recoverable secrets too; nothing brings them back
  --output FOLDER       where the stacks were synthesized (default: cdktf.out)
`;

/** What a person types, without its line end. */
function ask(question: string): string {
  if (!process.stdin.isTTY) throw new Error("there is nobody to ask: say --yes and the environment's name");
  process.stdout.write(question);
  const buffer = Buffer.alloc(256);
  return buffer.toString("utf8", 0, fs.readSync(0, buffer)).trim();
}

const options = {
  yes: { type: "string" },
  "only-leftovers": { type: "boolean", default: false },
  "remove-leftovers": { type: "boolean", default: false },
  "remove-backups": { type: "boolean", default: false },
  output: { type: "string", default: "cdktf.out" },
  help: { type: "boolean" },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

const { say } = thisMachine;

function confirm(environment: string, yes: string | undefined): void {
  const answer = yes ?? ask(`\nNothing brings back what is in them. Type ${environment} to go on: `);
  if (answer !== environment) throw new Error(`${JSON.stringify(answer)} is not ${environment}; nothing was destroyed`);
}

/** Says what is there, and how to delete it. */
function report(remaining: readonly Leftover[], repeat: string): void {
  say(`\n${describeLeftovers(remaining)}`);
  const [removable, backups] = [false, true].map((kind) =>
    remaining.some(({ removal, isBackup }) => removal && isBackup === kind),
  );
  if (removable) say(`to delete them: ${repeat} --remove-leftovers`);
  if (backups) say(`copies of data stay, until you say: ${repeat} --remove-leftovers --remove-backups`);
}

function destroy(environment: string, named: readonly string[], values: Values): void {
  const stacks = new SynthesizedStacks(values.output);
  const { stacks: order, left } = chooseStacks(stacks, environment, named);
  const backups = values["remove-backups"];
  const removes = values["remove-leftovers"] || backups;
  const onlyLeftovers = values["only-leftovers"];
  // A state that is another one, or that may not be read, makes what is in use look left over.
  if (!onlyLeftovers || removes) refuseProtected(stacks, environment, order);
  say(`${onlyLeftovers ? "looks for what is left of" : "destroys, in this order"}:\n\n  ${order.join("\n  ")}\n`);
  for (const stack of left) say(`${stack} stays: other environments use its images and roles; name it to destroy it`);
  if (!onlyLeftovers) {
    const lost = lostData(stacks, order);
    say(lost.length > 0 ? `with all that is in\n\n  ${lost.join("\n  ")}` : "none of them holds data");
  }
  if (!onlyLeftovers || removes) confirm(environment, values.yes);

  const aws = new Aws(thisMachine);
  const terraform = new Terraform(stacks, thisMachine);
  if (!onlyLeftovers) new Destroyer(stacks, terraform, aws, thisMachine).destroy(environment, order);
  const { deployed, leftovers } = findLeftovers(stacks, order, terraform, aws);
  for (const stack of deployed) say(`${stack} is deployed, so nothing of it is left over`);
  const remaining = removes ? removeLeftovers(leftovers, aws, thisMachine, { backups }) : leftovers;
  report(remaining, ["npm run destroy --", environment, ...named, "--only-leftovers"].join(" "));
}

try {
  const { positionals, values } = parseArgs({ allowPositionals: true, options });
  const [environment, ...named] = positionals;
  if (values.help || environment === undefined) {
    process.stdout.write(usage);
    process.exitCode = values.help ? 0 : 2;
  } else {
    destroy(environment, named, values);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
