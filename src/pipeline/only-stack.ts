import type { Manifest } from "./stack-graph";

/**
 * The manifest with one stack in it, for what reads it to deploy that one and nothing else.
 *
 * @throws Error when there is no such stack, or it takes values from others.
 */
export function onlyStack<Written extends Manifest>(manifest: Written, stack: string): Written {
  const entry = entryOf(manifest, stack);
  if (entry.dependencies.length > 0) {
    throw new Error(`${stack} cannot be deployed by itself: it takes values from ${entry.dependencies.join(", ")}`);
  }
  return { ...manifest, stacks: { [stack]: entry } };
}

/**
 * The manifest without one stack that has been deployed by itself. Those that take values from it are taken to find it.
 *
 * @throws Error when there is no such stack.
 */
export function allButStack<Written extends Manifest>(manifest: Written, stack: string): Written {
  entryOf(manifest, stack);
  const others = Object.entries(manifest.stacks).filter(([name]) => name !== stack);
  const stacks = others.map(([name, entry]) => {
    const dependencies = entry.dependencies.filter((other) => other !== stack);
    return [name, { ...entry, dependencies }] as const;
  });
  return { ...manifest, stacks: Object.fromEntries(stacks) };
}

function entryOf({ stacks }: Manifest, stack: string): Manifest["stacks"][string] {
  const entry = stacks[stack];
  if (entry) return entry;
  throw new Error(`there is no stack ${stack}; there are: ${Object.keys(stacks).sort().join(", ")}`);
}
