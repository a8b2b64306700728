import fs from "node:fs";
import path from "node:path";
import { AnnotationMetadataEntryType, type App } from "cdktf";

/** What was written. */
export interface SynthesisResult {
  readonly outdir: string;
  /** Names of the stacks, in the order in which they were declared. */
  readonly stacks: readonly string[];
}

/**
 * Synthesizes an app into `outdir`, or leaves `outdir` as it was.
 *
 * The framework writes stack by stack and stops at the first that fails, so the stacks are written beside `outdir`
 * first and moved when all of them are there. What Terraform keeps in a stack's folder (provider lock, plugins) stays;
 * folders of stacks that no longer exist go.
 *
 * @param build - assembles the app so that it writes into the given folder
 * @throws Error when a stack cannot be synthesized; `outdir` is then unchanged.
 */
export function synthesize(build: (folder: string) => App, outdir: string): SynthesisResult {
  const target = path.resolve(outdir);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  const staging = fs.mkdtempSync(`${target}.partial-`);
  try {
    const app = build(staging);
    app.synth();
    refuseErrors(app);
    const stacks = fs.readdirSync(path.join(staging, "stacks"));
    removeOrphans(path.join(target, "stacks"), stacks);
    for (const stack of stacks) {
      replaceStack(path.join(staging, "stacks", stack), path.join(target, "stacks", stack));
    }
    fs.renameSync(path.join(staging, "manifest.json"), path.join(target, "manifest.json"));
    return { outdir: target, stacks: Object.keys(app.manifest.stacks) };
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
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

/** What synthesis writes into a stack's folder, in either of its output formats. */
const generated = ["cdk.tf", "cdk.tf.json", "assets"];

/** Puts what was synthesized for a stack in the place of what an earlier run left there. */
function replaceStack(source: string, target: string): void {
  fs.mkdirSync(target, { recursive: true });
  for (const entry of generated) fs.rmSync(path.join(target, entry), { recursive: true, force: true });
  for (const entry of fs.readdirSync(source)) {
    fs.rmSync(path.join(target, entry), { recursive: true, force: true });
    fs.renameSync(path.join(source, entry), path.join(target, entry));
  }
}

/** A folder is a stack's only if it holds synthesized Terraform; anything else is not ours to remove. */
function removeOrphans(folder: string, stacks: readonly string[]): void {
  if (!fs.existsSync(folder)) return;
  for (const entry of fs.readdirSync(folder)) {
    const orphan = path.join(folder, entry);
    const isStack = generated.some((file) => fs.existsSync(path.join(orphan, file)));
    if (isStack && !stacks.includes(entry)) fs.rmSync(orphan, { recursive: true });
  }
}
