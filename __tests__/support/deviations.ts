import { Page } from "./pages";
import { differences } from "./stack-differences";
import type { StackJson } from "./stack-json";

/** A row of docs/deviations.md: where INF-001 and the synthesized Terraform differ. */
export interface Deviation {
  readonly section: string;
  readonly stack: string;
  readonly address: string;
  readonly argument: string;
  /** What INF-001 says. */
  readonly document: string;
  /** What is synthesized, as JSON. */
  readonly here: string;
  readonly reason: string;
  readonly evidence: string;
}

/** The reason of rows about what the owners chose after INF-001 was approved. All others are about the document. */
export const decided = "decided";

export function readDeviations(): Deviation[] {
  const lines = new Page("docs/deviations.md").text.split("\n").filter((line) => line.startsWith("| §"));
  return lines.map((line) => {
    const cells = line.split(/(?<!\\)\|/).slice(1, -1);
    const [section = "", place = "", argument = "", document = "", here = "", reason = "", evidence = ""] =
      cells.map(toText);
    const [stack = "", address = ""] = place.split(": ");
    return { section, stack, address, argument, document, here, reason, evidence };
  });
}

function toText(cell: string): string {
  return cell
    .trim()
    .replace(/^`(.*)`$/, "$1")
    .replaceAll("\\|", "|");
}

/** What stands at `origin[0].domain_name`; text on the way is read as JSON, as Helm reads a release's values. */
export function argumentAt(value: unknown, argument: string): unknown {
  const parts = argument.split(/[.[\]]+/).filter(Boolean);
  return parts.reduce<unknown>((current, part) => {
    const container = typeof current === "string" ? JSON.parse(current) : current;
    return (container as Record<string, unknown> | undefined)?.[part];
  }, value);
}

/**
 * Arguments of the document's resources that have another value, and that no row covers, each with what to do about it.
 * What is added to the document is no difference.
 */
export function undecided(
  stack: string,
  document: StackJson,
  live: StackJson,
  rows: readonly Deviation[],
): readonly string[] {
  const ofStack = rows.filter((row) => row.stack === stack);
  return Object.entries(differences(document, live)).flatMap(([address, paths]) =>
    paths
      .filter((path) => !ofStack.some((row) => row.address === address && covers(row.argument, path)))
      .map((path) => ({ path, before: argumentOf(document, address, path), after: argumentOf(live, address, path) }))
      .filter(({ before }) => before !== undefined)
      .map(
        ({ path, before, after }) =>
          `INF-001 gives ${stack}: ${address} ${path || "(the whole block)"} the value ${JSON.stringify(before)}, ` +
          `environments/ gives ${JSON.stringify(after)}. If the owners decided this, add a row with the reason ` +
          `"${decided}" to docs/deviations.md; otherwise restore the value in environments/.`,
      ),
  );
}

/** A row about `tags` covers `tags.Schedule`. */
function covers(argument: string, path: string): boolean {
  return path === argument || path.startsWith(`${argument}.`) || path.startsWith(`${argument}[`);
}

function argumentOf({ root }: StackJson, address: string, path: string): unknown {
  const [first = "", ...rest] = address.split(".");
  const keys = first in root ? [first, ...rest] : ["resource", first, ...rest];
  const block = keys.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], root);
  return path === "" ? block : argumentAt(block, path);
}
