import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import {
  findMoves,
  type Move,
  type MoveBlocks,
  moveBlocks,
  movesFile,
  type TerraformState,
  withProviders,
} from "../src/pipeline/moved-resources";
import { SynthesizedStacks } from "../src/pipeline/synthesized-stacks";

const usage = `usage: npm run moves -- --earlier FOLDER [--output FOLDER]

Compares an earlier synthesized output with the present one, and writes ${movesFile} into the folders of stacks that
resources have left or come to: the new stack imports them, the old one forgets them, and nothing is destroyed. Reads
the states of the stacks that resources have left. Files of an earlier run that are no longer needed are deleted.

  --earlier FOLDER   what was synthesized from the code that is deployed
  --output FOLDER    what is synthesized now (default: cdktf.out)
`;

const terraform = process.env.TERRAFORM_BINARY_NAME ?? "terraform";

/** @throws Error with what Terraform printed when the state cannot be read. */
function readState(folder: string): TerraformState {
  const run = (...args: string[]) => {
    try {
      return execFileSync(terraform, [`-chdir=${folder}`, ...args], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
        maxBuffer: 256 * 1024 * 1024,
      });
    } catch (error) {
      const { stderr } = error as { stderr?: string };
      throw new Error(`the state of ${folder} could not be read: terraform ${args.join(" ")}\n${stderr ?? error}`);
    }
  };
  run("init", "-input=false", "-no-color");
  return JSON.parse(run("state", "pull") || "{}");
}

function writeBlocks(output: string, stacks: readonly string[], blocks: ReadonlyMap<string, MoveBlocks>): void {
  for (const stack of stacks) {
    const file = path.join(output, "stacks", stack, movesFile);
    const content = blocks.get(stack);
    if (content) fs.writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
    else fs.rmSync(file, { force: true });
  }
}

/** What to run, in order: a resource is in its new stack before the old one lets go of it. */
function steps(output: string, earlier: string, present: readonly string[], moves: readonly Move[]): string[] {
  const targets = [...new Set(moves.map(({ to }) => to))];
  const sources = [...new Set(moves.map(({ from }) => from))];
  const folder = (stack: string) => path.join(output, "stacks", stack);
  const apply = (stack: string) =>
    `  terraform -chdir=${folder(stack)} init && terraform -chdir=${folder(stack)} apply`;
  const forget = (stack: string) => {
    const addresses = moves.filter(({ from }) => from === stack).map(({ address }) => address);
    return `  terraform -chdir=${path.join(earlier, "stacks", stack)} state rm ${addresses.join(" ")}`;
  };
  return [
    ...moves.map(({ address, from, to }) => `${address}: ${from} -> ${to}`),
    "",
    "Apply in this order; each plan has to end with 0 to destroy:",
    ...targets.map(apply),
    ...sources.map((stack) => (present.includes(stack) ? apply(stack) : forget(stack))),
  ];
}

try {
  const { values } = parseArgs({
    options: {
      earlier: { type: "string" },
      output: { type: "string", default: "cdktf.out" },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
  } else {
    const { earlier, output } = values;
    if (earlier === undefined) throw new Error(`--earlier is missing\n\n${usage}`);
    const [before, now] = [new SynthesizedStacks(earlier), new SynthesizedStacks(output)];
    const moves = findMoves(before, now);
    const folderOf = (stack: string) => path.join(now.graph.has(stack) ? output : earlier, "stacks", stack);
    const sources = [...new Set(moves.map(({ from }) => from))];
    // Beside the blocks of an earlier run, Terraform would read them as well; a state needs none.
    writeBlocks(output, now.names, new Map());
    const states = new Map(sources.map((stack) => [stack, readState(folderOf(stack))]));
    const blocks = withProviders(moveBlocks(moves, states), before, now);
    writeBlocks(output, now.names, blocks);
    const imported = new Set([...blocks].flatMap(([to, { import: ids = [] }]) => ids.map((id) => `${to} ${id.to}`)));
    const pending = moves.filter(({ to, address }) => imported.has(`${to} ${address}`));
    const lines = pending.length > 0 ? steps(output, earlier, now.names, pending) : ["Nothing to move."];
    process.stdout.write(`${lines.join("\n")}\n`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
