import { isDeepStrictEqual } from "node:util";
import { Page } from "./pages";
import { blocksOf, isContainer, readText } from "./stack-differences";
import type { StackJson } from "./stack-json";

/** A row of docs/deviations.md: where INF-001 and the synthesized Terraform differ. */
export interface Deviation {
  readonly section: string;
  readonly stack: string;
  /** An address such as `aws_db_instance.primary`, `data.aws_iam_policy_document.logs` or `provider.aws`. */
  readonly address: string;
  /** A path such as `origin[0].domain_name` or `container["auth-service"].image`. */
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

/** Stands for a whole stack in place of an address, and for a whole block in place of an argument. */
export const all = "(all)";

/** What is synthesized where nothing is. */
export const none = "none";

/** What the evidence of a suggested row says until somebody fills it in. */
export const openEvidence = "<date and why>";

export function readDeviations(text: string = new Page("docs/deviations.md").text): Deviation[] {
  const lines = text.split("\n").filter((line) => line.startsWith("| §"));
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

/** The row as docs/deviations.md has it. */
export function formatDeviation(row: Deviation): string {
  const code = (text: string) => `\`${text.replaceAll("|", "\\|")}\``;
  const place = `${row.stack}: ${row.address}`;
  const cells = [row.section, ...[place, row.argument, row.document, row.here].map(code), row.reason, row.evidence];
  return `| ${cells.join(" | ")} |`;
}

/** The value that a row is about, as its column `here` states it. */
export function synthesizedValue(stack: StackJson | undefined, { address, argument }: Deviation): string {
  const block = stack && (address === all ? stack.root : blocksOf(stack)[address]);
  const value = argument === all ? block : argumentAt(block, argument);
  return value === undefined ? none : JSON.stringify(value);
}

type Step = string | number;

/** What stands at `container["auth-service"].image`; text on the way is read as JSON, as Helm reads a release's values. */
function argumentAt(value: unknown, argument: string): unknown {
  const steps = [...argument.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g)].map(
    ([, position, quoted, key]): Step =>
      position !== undefined ? Number(position) : quoted !== undefined ? JSON.parse(quoted) : String(key),
  );
  return steps.reduce<unknown>((current, step) => {
    const container = readText(current);
    if (Array.isArray(container) && typeof step === "string") return byName(container)?.get(step);
    return isContainer(container) ? container[step] : undefined;
  }, value);
}

/** What tells the entries of a list apart, where the list is one of named things. */
const nameKeys = ["name", "id", "sid", "key", "origin_id", "path_pattern"];

function byName(list: readonly unknown[]): Map<string, unknown> | undefined {
  const maps = nameKeys.map(
    (key) => new Map(list.map((entry) => [isContainer(entry) ? entry[key] : undefined, entry])),
  );
  const named = maps.find(
    (map) => map.size === list.length && [...map.keys()].every((name) => typeof name === "string"),
  );
  return named as Map<string, unknown> | undefined;
}

/**
 * What the document's stack has and the live one has otherwise or not at all, without what rows cover: the rows that are
 * missing. What is added is no difference.
 *
 * @param live - the synthesized stack, or nothing where it is gone
 */
export function missingRows(
  stack: string,
  document: StackJson,
  live: StackJson | undefined,
  rows: readonly Deviation[],
): readonly Deviation[] {
  const ofStack = rows.filter((row) => row.stack === stack);
  return changesOf(document, live)
    .filter(({ address, argument }) => !ofStack.some((row) => covers(row, address, argument)))
    .map(({ address, argument, before, after }) => ({
      section: "§",
      stack,
      address,
      argument,
      document: after === undefined && argument === all ? "declared" : shorten(before),
      here: after === undefined ? none : JSON.stringify(after),
      reason: decided,
      evidence: openEvidence,
    }));
}

/** A row about `tags` covers `tags.Schedule`. */
function covers(row: Deviation, address: string, argument: string): boolean {
  if (row.address === all) return true;
  if (row.address !== address) return false;
  if (row.argument === all || row.argument === argument) return true;
  return argument.startsWith(`${row.argument}.`) || argument.startsWith(`${row.argument}[`);
}

function shorten(value: unknown): string {
  const text = typeof value === "string" ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

interface Change {
  readonly argument: string;
  readonly before: unknown;
  readonly after: unknown;
}

function changesOf(document: StackJson, live: StackJson | undefined): (Change & { readonly address: string })[] {
  if (!live) return [{ address: all, argument: all, before: document.root, after: undefined }];
  const current = blocksOf(live);
  return Object.entries(blocksOf(document))
    .filter(([address]) => isCompared(address))
    .flatMap(([address, block]) => changes(block, current[address], "").map((change) => ({ address, ...change })));
}

/** Outputs repeat what resources say, and where state is kept is not the document's. */
function isCompared(address: string): boolean {
  return !/^(output|moved|terraform|data\.terraform_remote_state)(\.|$)/.test(address);
}

function changes(one: unknown, other: unknown, argument: string): Change[] {
  const [before, after] = [readText(one), readText(other)];
  if (isDeepStrictEqual(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return listChanges(before, after, argument);
  if (!isContainer(before) || !isContainer(after) || Array.isArray(before) || Array.isArray(after)) {
    return [{ argument: argument || all, before: one, after: other }];
  }
  // Order of creation follows from the values, and no document names it.
  const keys = Object.keys(before).filter((key) => key !== "depends_on");
  return keys.flatMap((key) => changes(before[key], after[key], `${argument}${step(key)}`.replace(/^\./, "")));
}

function listChanges(before: readonly unknown[], after: readonly unknown[], argument: string): Change[] {
  if (isWithin(before, after)) return [];
  const [named, others] = [byName(before), byName(after)];
  if (named && others) {
    return [...named].flatMap(([name, entry]) =>
      changes(entry, others.get(name), `${argument}[${JSON.stringify(name)}]`),
    );
  }
  const comparable = before.length === after.length && before.every((entry) => isContainer(readText(entry)));
  if (!comparable) return [{ argument: argument || all, before, after }];
  return before.flatMap((entry, index) => changes(entry, after[index], `${argument}[${index}]`));
}

/** Whether the list has all entries of the other in their order; what stands between them is added. */
function isWithin(entries: readonly unknown[], list: readonly unknown[]): boolean {
  let found = 0;
  for (const entry of list) if (found < entries.length && isDeepStrictEqual(entry, entries[found])) found += 1;
  return found === entries.length;
}

function step(key: string): string {
  return /^[\w-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
