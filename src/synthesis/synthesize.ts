import fs from "node:fs";
import path from "node:path";
import { AnnotationMetadataEntryType, type App } from "cdktf";
import { IncompleteOutputError, replaceOutput } from "./output-folder";

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
    removeLeftovers(target);
    staging = fs.mkdtempSync(path.join(target, `${stagingPrefix}${process.pid}-`));
    const staged = path.join(staging, "new");
    const aside = path.join(staging, "old");
    const app = build(staged);
    app.synth();
    refuseErrors(app);
    fs.mkdirSync(aside);
    replaceOutput(staged, target, aside, leaveOrphans);
    created = undefined;
    return { outdir: target, stacks: Object.keys(app.manifest.stacks) };
  } catch (error) {
    throw explain(error, outdir);
  } finally {
    for (const folder of [staging, created]) if (folder) discard(folder);
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

/** Followed by the process that writes there, so that others can tell whether it still does. */
const stagingPrefix = ".partial-";

/** Removes what runs left behind that were killed. */
function removeLeftovers(target: string): void {
  for (const entry of fs.readdirSync(target)) {
    const pid = entry.startsWith(stagingPrefix) ? Number.parseInt(entry.slice(stagingPrefix.length), 10) : Number.NaN;
    if (pid > 0 && (pid === process.pid || !isRunning(pid))) discard(path.join(target, entry));
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
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

/** An error of the file system in words that say what became of the output; any other as it is. */
function explain(cause: unknown, outdir: string): unknown {
  const incomplete = cause instanceof IncompleteOutputError;
  const origin = (incomplete ? cause.cause : cause) as Partial<NodeJS.ErrnoException> | undefined;
  if (origin?.syscall === undefined) return cause;
  const state = incomplete
    ? "It is incomplete now, holds no manifest.json, and must not be applied"
    : "What it held is unchanged";
  const remedy = remedies[origin.code ?? ""] ?? "Fix that";
  return new Error(
    `${outdir} could not be written: ${origin.message}\n${state}. ${remedy}, then run npm run synth again.`,
    {
      cause,
    },
  );
}
