import type { StackChange, StackContent, SynthesizedStacks } from "./synthesized-stacks";

/** What differs in one stack between two synthesized outputs, without a look at what is deployed. */
export interface StackDifference {
  readonly stack: string;
  readonly change: StackChange["change"];
  /** Addresses of resources and data sources, and names of other blocks (`provider.aws`), sorted. */
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** The stacks that differ from an earlier output, and which of their blocks do. */
export function stackDifferences(stacks: SynthesizedStacks, earlier: SynthesizedStacks): StackDifference[] {
  return stacks.changesSince(earlier).map(({ stack, change }) => {
    const now = change === "removed" ? new Map<string, string>() : blocksOf(stacks.read(stack));
    const before = change === "added" ? new Map<string, string>() : blocksOf(earlier.read(stack));
    const names = [...new Set([...now.keys(), ...before.keys()])].sort();
    return {
      stack,
      change,
      added: names.filter((name) => !before.has(name)),
      changed: names.filter((name) => now.has(name) && before.has(name) && now.get(name) !== before.get(name)),
      removed: names.filter((name) => !now.has(name)),
    };
  });
}

/**
 * A page of Markdown for those who see no plan.
 *
 * @param shown names per stack and kind of difference; of more, the number is told
 */
export function differencesReport(differences: readonly StackDifference[], shown = 100): string {
  if (differences.length === 0) return "## Synthesized stacks\n\nNone differs from the target branch.\n";
  const rows = differences.map(
    ({ stack, change, added, changed, removed }) =>
      `| \`${stack}\` | ${change} | ${added.length} | ${changed.length} | ${removed.length} |`,
  );
  const details = differences.map(({ stack, added, changed, removed }) => {
    const lines = [...lineOf("added", added, shown), ...lineOf("changed", changed, shown)];
    const all = [...lines, ...lineOf("removed", removed, shown)];
    return all.length === 0 ? "" : `\n### ${stack}\n\n${all.join("\n")}\n`;
  });
  const head = [
    "## Synthesized stacks",
    "",
    "| stack | is | blocks added | changed | removed |",
    "|---|---|---|---|---|",
  ];
  return `${[...head, ...rows].join("\n")}\n${details.join("")}`;
}

function lineOf(kind: string, names: readonly string[], shown: number): string[] {
  if (names.length === 0) return [];
  const more = names.length > shown ? `, and ${names.length - shown} more` : "";
  const listed = names.slice(0, shown).map((name) => `\`${name}\``);
  return [`- ${kind}: ${listed.join(", ")}${more}`];
}

/** Every block of a stack by its address, as Terraform's JSON nests it: resources by type and name, the rest by name. */
function blocksOf(content: StackContent): Map<string, string> {
  const entries = Object.entries(content).flatMap(([kind, group]) =>
    Object.entries(group).flatMap(([name, block]): (readonly [string, unknown])[] => {
      if (kind !== "resource" && kind !== "data") return [[`${kind}.${name}`, block]];
      const prefix = kind === "data" ? "data." : "";
      return Object.entries(block as Readonly<Record<string, unknown>>).map(
        ([id, body]) => [`${prefix}${name}.${id}`, body] as const,
      );
    }),
  );
  return new Map(entries.map(([address, block]) => [address, JSON.stringify(block)]));
}
