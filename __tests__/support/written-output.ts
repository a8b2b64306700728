import fs from "node:fs";
import path from "node:path";
import { SynthesizedStacks } from "../../src/pipeline/synthesized-stacks";

/** A stack of an output that a test writes by hand. */
export interface WrittenStack {
  readonly environment?: string;
  readonly needs?: readonly string[];
  readonly resource?: object;
}

/** Writes an output of a few stacks in us-east-1 as synthesis would. */
export function writeOutput(folder: string, stacks: Readonly<Record<string, WrittenStack>>): SynthesizedStacks {
  for (const [stack, { environment = "test", resource }] of Object.entries(stacks)) {
    const stackFolder = path.join(folder, "stacks", stack);
    fs.mkdirSync(stackFolder, { recursive: true });
    const provider = { aws: [{ region: "us-east-1", default_tags: [{ tags: { Environment: environment } }] }] };
    fs.writeFileSync(path.join(stackFolder, "cdk.tf.json"), JSON.stringify({ provider, resource }));
  }
  const entries = Object.entries(stacks).map(([stack, { needs = [] }]) => [stack, { dependencies: needs }] as const);
  fs.writeFileSync(path.join(folder, "manifest.json"), JSON.stringify({ stacks: Object.fromEntries(entries) }));
  return new SynthesizedStacks(folder);
}
