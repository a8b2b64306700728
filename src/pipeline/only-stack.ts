import type { Manifest } from "./stack-graph";

/**
 * The manifest with one stack in it, for what reads it to deploy that one and nothing else.
 *
 * @throws Error when there is no such stack, or it takes values from others.
 */
export function onlyStack<Written extends Manifest>(manifest: Written, stack: string): Written {
  const entry = manifest.stacks[stack];
  if (entry === undefined) {
    throw new Error(`there is no stack ${stack}; there are: ${Object.keys(manifest.stacks).sort().join(", ")}`);
  }
  if (entry.dependencies.length > 0) {
    throw new Error(`${stack} cannot be deployed by itself: it takes values from ${entry.dependencies.join(", ")}`);
  }
  return { ...manifest, stacks: { [stack]: entry } };
}
