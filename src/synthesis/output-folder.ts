import fs from "node:fs";
import path from "node:path";

/** The configuration of a stack, in either of synthesis' output formats. */
const configurations = ["cdk.tf", "cdk.tf.json"];

/** What synthesis writes into a stack's folder. The rest is Terraform's, or people's. */
const generated = [...configurations, "assets"];

/** Whoever reads the output starts here, so an output without it is none. */
const manifest = "manifest.json";

/** The old output could neither be replaced nor put back: two errors, the first of which is the cause. */
export class IncompleteOutputError extends Error {}

/**
 * Puts a new output into the place of an old one: all of it, or nothing.
 *
 * The manifest goes first and comes last. A run that is killed in between leaves no manifest, which readers refuse and
 * the next run writes anew. Nothing is removed: what has to go is set aside, so that it can be put back.
 *
 * @param staged - the new output
 * @param aside - an empty folder for the old one, on the same file system as `target`
 * @param leaveOrphans - leaves the folders of stacks that no longer exist where they are
 * @throws IncompleteOutputError when putting back failed too. On any other error `target` is as it was.
 */
export function replaceOutput(staged: string, target: string, aside: string, leaveOrphans: boolean): void {
  const moves = new Moves(aside);
  const [source, destination] = [path.join(staged, "stacks"), path.join(target, "stacks")];
  try {
    moves.setAside(path.join(target, manifest));
    const orphans = leaveOrphans ? [] : findOrphans(destination, fs.readdirSync(source));
    replaceFolders(moves, source, destination);
    for (const orphan of orphans) moves.setAside(orphan);
    moves.move(path.join(staged, manifest), path.join(target, manifest));
  } catch (error) {
    moves.undo(error);
    throw error;
  }
}

/** Moves each stack to the others: as a whole where it is new, else what was synthesized of it. */
function replaceFolders(moves: Moves, source: string, destination: string): void {
  if (!exists(destination)) {
    moves.move(source, destination);
    return;
  }
  for (const stack of fs.readdirSync(source)) {
    const [from, to] = [path.join(source, stack), path.join(destination, stack)];
    if (exists(to)) replaceGenerated(moves, from, to);
    else moves.move(from, to);
  }
}

function replaceGenerated(moves: Moves, from: string, to: string): void {
  const entries = fs.readdirSync(from);
  for (const entry of new Set([...generated, ...entries])) moves.setAside(path.join(to, entry));
  for (const entry of entries) moves.move(path.join(from, entry), path.join(to, entry));
}

/** A folder is a stack's only if it holds synthesized Terraform; anything else is not ours to remove. */
function findOrphans(folder: string, stacks: readonly string[]): string[] {
  if (!exists(folder)) return [];
  return fs
    .readdirSync(folder)
    .filter((entry) => !stacks.includes(entry))
    .map((entry) => path.join(folder, entry))
    .filter((orphan) => configurations.some((file) => fs.existsSync(path.join(orphan, file))));
}

/** Unlike `fs.existsSync`, true for a link that leads nowhere, which is in the way all the same. */
function exists(file: string): boolean {
  return fs.lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

/** Moves that can be undone. */
class Moves {
  private readonly made: { readonly from: string; readonly to: string }[] = [];

  constructor(private readonly aside: string) {}

  move(from: string, to: string): void {
    fs.renameSync(from, to);
    this.made.push({ from, to });
  }

  setAside(file: string): void {
    if (exists(file)) this.move(file, path.join(this.aside, String(this.made.length)));
  }

  /** The last first, so that the manifest, which says that the output is whole, comes back at the end. */
  undo(cause: unknown): void {
    try {
      for (const { from, to } of this.made.reverse()) fs.renameSync(to, from);
    } catch (error) {
      throw new IncompleteOutputError(`The old output could not be put back: ${error}`, { cause });
    }
  }
}
