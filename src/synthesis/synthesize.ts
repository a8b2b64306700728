import fs from "node:fs";
import path from "node:path";
import { AnnotationMetadataEntryType, type App } from "cdktf";
import { alone } from "./lock";
import { IncompleteOutputError, replaceOutput } from "./output-folder";
import { hasEnded, ownName } from "./owner";

/** What was written. */
export interface SynthesisResult {
  readonly outdir: string;
  /** Names of the stacks, in the order in which they were declared. */
  readonly stacks: readonly string[];
}

export interface SynthesisOptions {
  /** Leaves the folders of stacks that no longer exist to the caller. Default: they are removed. */
  readonly leaveOrphans?: boolean;
}

/**
 * Synthesizes an app into `outdir`, or leaves `outdir` as it was.
 *
 * The framework writes stack by stack and stops at the first that fails, so the stacks are written into a hidden folder
 * first and moved when all of them are there. That folder is inside `outdir`, which may be a link to another file system
 * or its mount: files cannot be moved from one to another. What Terraform keeps in a stack's folder (provider lock,
 * plugins) stays; folders of stacks that no longer exist go.
 *
 * @param build - assembles the app so that it writes into the given folder
 * @throws Error when a stack cannot be synthesized or a file cannot be written; `outdir` is then unchanged, unless the
 *   message says otherwise.
 */
export function synthesize(
  build: (folder: string) => App,
  outdir: string,
  { leaveOrphans = false }: SynthesisOptions = {},
): SynthesisResult {
  const target = path.resolve(outdir);
  let created: string | undefined;
  let staging: string | undefined;
  try {
    created = fs.mkdirSync(target, { recursive: true });
    const made = fs.mkdtempSync(path.join(target, `${stagingPrefix}${ownName()}-`));
    staging = made;
    const staged = path.join(made, "new");
    const aside = path.join(made, "old");
    const app = build(staged);
    app.synth();
    refuseErrors(app);
    fs.mkdirSync(aside);
    alone(target, () => replaceOutput(staged, target, aside, leaveOrphans));
    created = undefined;
    removeLeftovers(target);
    return { outdir: target, stacks: Object.keys(app.manifest.stacks) };
  } catch (error) {
    // What could not be put back is still there.
    const kept = error instanceof IncompleteOutputError ? staging : undefined;
    if (kept) staging = undefined;
    throw explain(error, target, kept);
  } finally {
    if (staging) discard(staging);
    if (created) removeEmpty(target, created);
  }
}

/**
 * Errors that constructs were annotated with, guardrails' among them. The framework stops at the first stack that has
 * some, but not under the cdktf CLI, which would report them after the files were written.
 */
function refuseErrors(app: App): void {
  const errors = Object.values(app.manifest.stacks).flatMap(({ annotations }) =>
    annotations.filter(({ level }) => level === AnnotationMetadataEntryType.ERROR),
  );
  if (errors.length === 0) return;
  throw new Error(errors.map(({ constructPath, message }) => `[${constructPath}] ${message}`).join("\n"));
}

/** Followed by the name of the process that writes there, so that others can tell whether it still does. */
const stagingPrefix = ".partial-";

/** Removes what runs left behind that were killed. */
function removeLeftovers(target: string): void {
  for (const entry of fs.readdirSync(target)) {
    if (entry.startsWith(stagingPrefix) && isLeftover(path.join(target, entry))) discard(path.join(target, entry));
  }
}

const longestRun = 24 * 60 * 60 * 1000;

function isLeftover(folder: string): boolean {
  const owner = /^\.partial-(.+\.\d+)-/.exec(path.basename(folder))?.[1];
  if (owner === undefined) return false;
  // Its owner may remove it at any moment.
  const { mtimeMs = Number.POSITIVE_INFINITY } = fs.statSync(folder, { throwIfNoEntry: false }) ?? {};
  return hasEnded(owner) || Date.now() - mtimeMs > longestRun;
}

/** Removes folders that were made for nothing, from the inside out, as far as nobody else uses them. */
function removeEmpty(inner: string, outer: string): void {
  try {
    for (let folder = inner; folder.startsWith(outer); folder = path.dirname(folder)) fs.rmdirSync(folder);
  } catch {}
}

/** The output does not depend on it, so a failure to remove is no failure of the run; the next one tries again. */
function discard(folder: string): void {
  try {
    fs.rmSync(folder, { recursive: true, force: true });
  } catch {}
}

const remedies: Readonly<Record<string, string>> = {
  ENOSPC: "Free disk space",
  EDQUOT: "Free disk space",
  EACCES: "Make the folder writable",
  EPERM: "Make the folder writable, and close what has its files open",
  EROFS: "Make the file system writable",
  EBUSY: "Close what has its files open",
  ENOTDIR: "Remove the file in the place of a folder",
  EEXIST: "Remove the file in the folder's place",
  EXDEV: "Keep the whole folder on one file system",
};

/** An error in writing the output in words that say what became of it; any other as it is. */
function explain(cause: unknown, target: string, kept: string | undefined): unknown {
  const origin = (cause instanceof IncompleteOutputError ? cause.cause : cause) as Partial<NodeJS.ErrnoException>;
  if (origin?.syscall === undefined || !isWithin(target, origin.path)) return cause;
  const state = kept
    ? `It is incomplete now, holds no manifest.json, and must not be applied; what is missing is in ${kept}`
    : "What it held is unchanged";
  const remedy = remedies[origin.code ?? ""];
  const next = `${remedy ? `${remedy}, then run` : "Run"} npm run synth again.`;
  return new Error(`${target} could not be written: ${origin.message}\n${state}. ${next}`, { cause });
}

/** Errors in writing, such as of a full disk, name no file. */
function isWithin(target: string, file: string | undefined): boolean {
  return file === undefined || path.resolve(file) === target || path.resolve(file).startsWith(target + path.sep);
}
