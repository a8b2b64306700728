/** Names of the stacks that each stack takes values from. */
export type StackGraph = ReadonlyMap<string, readonly string[]>;

/** The part of cdktf's `manifest.json` that says how stacks depend on each other. */
export interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly dependencies: readonly string[] }>>;
}

export function readGraph({ stacks }: Manifest): StackGraph {
  return new Map(Object.entries(stacks).map(([name, { dependencies }]) => [name, dependencies]));
}

/**
 * The stacks in the order in which they can be applied. Stacks of one level need nothing from each other, only from
 * the levels before; within a level they are sorted by name.
 *
 * @throws Error when a stack depends on one that does not exist, or stacks depend on each other in a cycle.
 */
export function stackLevels(graph: StackGraph): string[][] {
  const unknown = [...graph].flatMap(([name, dependencies]) =>
    dependencies.filter((other) => !graph.has(other)).map((other) => `${name} needs ${other}`),
  );
  if (unknown.length > 0) throw new Error(`no such stack: ${unknown.join(", ")}; synthesize again`);

  const levels: string[][] = [];
  const waiting = new Map(graph);
  while (waiting.size > 0) {
    const ready = [...waiting].filter(([, dependencies]) => dependencies.every((other) => !waiting.has(other)));
    if (ready.length === 0) throw new Error(`these stacks depend on each other in a cycle: ${cycle(waiting)}`);
    for (const [name] of ready) waiting.delete(name);
    levels.push(ready.map(([name]) => name).sort());
  }
  return levels;
}

/** Follows dependencies until a stack comes up again: where every stack waits for another, one must. */
function cycle(waiting: StackGraph): string {
  const path: string[] = [];
  let name: string | undefined = waiting.keys().next().value;
  while (name !== undefined && !path.includes(name)) {
    path.push(name);
    name = waiting.get(name)?.find((other) => waiting.has(other));
  }
  return name === undefined ? path.join(" → ") : [...path.slice(path.indexOf(name)), name].join(" → ");
}
