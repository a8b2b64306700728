import type { StackJson } from "./stack-json";

/** Argument paths, such as `origin[1].domain_name`, by address, such as `aws_db_instance.primary`. */
export type Differences = Record<string, string[]>;

/** What differs between two versions of a stack. An address that only one of them has differs as a whole, at `""`. */
export function differences(before: StackJson, after: StackJson): Differences {
  const [old, current] = [blocksOf(before), blocksOf(after)];
  const addresses = [...new Set([...Object.keys(old), ...Object.keys(current)])].sort();
  return Object.fromEntries(
    addresses
      .map((address) => [address, differingPaths(old[address], current[address])] as const)
      .filter(([, paths]) => paths.length > 0),
  );
}

/** The stack's blocks by address; what has no address of its own (`provider.aws`, `terraform`) by its path. */
export function blocksOf({ root }: StackJson): Record<string, unknown> {
  const flat = (prefix: string, blocks: Record<string, unknown>) =>
    Object.entries(blocks).map(([name, block]) => [`${prefix}${name}`, block] as const);
  return Object.fromEntries(
    Object.entries(root).flatMap(([kind, blocks]) => {
      if (kind === "terraform") return [[kind, blocks] as const];
      if (kind !== "resource" && kind !== "data") return flat(`${kind}.`, blocks);
      const prefix = kind === "data" ? "data." : "";
      return Object.entries(blocks).flatMap(([type, named]) =>
        flat(`${prefix}${type}.`, named as Record<string, unknown>),
      );
    }),
  );
}

function differingPaths(one: unknown, other: unknown, path = ""): string[] {
  const [before, after] = [readText(one), readText(other)];
  if (!isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after)) {
    return Object.is(before, after) ? [] : [path];
  }
  const step = (key: string) => (Array.isArray(before) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`);
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => differingPaths(before[key], after[key], step(key)));
}

export function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Text that holds JSON, such as a release's values, as what it holds. */
export function readText(value: unknown): unknown {
  if (typeof value !== "string" || !/^[{[]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
