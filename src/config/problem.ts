/** What a value may be and how to fix one that is not. */
export interface Advice {
  /** What may stand there. */
  readonly allowed: string;
  /** What to do about it. */
  readonly fix: string;
}

/** One thing that is wrong with the configuration, said so that the reader can fix it without reading code. */
export interface Problem extends Advice {
  /** Where it is, as written in TypeScript: `production.network.zones["us-east-1a"].public`. */
  readonly path: string;
  /** What stands there now; `undefined` when it is missing. */
  readonly value: unknown;
}

/** A problem before the name of its environment is put in front of its path. */
export interface LocalProblem extends Omit<Problem, "path"> {
  readonly path: readonly PathPart[];
}

export type PathPart = string | number;

/** Renders a path the way TypeScript would write it. */
export function formatPath(parts: readonly PathPart[]): string {
  return parts
    .map((part, index) => {
      if (typeof part === "number") return `[${part}]`;
      if (!/^[A-Za-z_$][\w$]*$/.test(part)) return index === 0 ? part : `[${JSON.stringify(part)}]`;
      return index === 0 ? part : `.${part}`;
    })
    .join("");
}

// A terminal holds as much, and the first problems are fixed first.
const shownProblems = 50;
const shownCharacters = 1000;
const shownEntries = 20;
const shownOfText = 200;
const shownLevels = 5;

/** Every problem of every environment. Thrown before anything is written. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    const shown = problems.slice(0, shownProblems).map(formatProblem);
    if (problems.length > shown.length) shown.push(`… and ${problems.length - shown.length} more`);
    super([`The configuration has ${count}; nothing was written.`, ...shown].join("\n\n"));
    this.name = "ConfigurationError";
  }
}

function formatProblem({ path, value, allowed, fix }: Problem): string {
  const is = value === undefined ? "missing" : formatValue(value);
  return `${printable(path)}\n  value    ${printable(is)}\n  allowed  ${printable(allowed)}\n  fix      ${printable(fix)}`;
}

/** A value as TypeScript would write it, and by its kind where that takes more than a line: `a function`, `a Map`. */
export function formatValue(value: unknown, around: readonly unknown[] = []): string {
  if (typeof value === "string") return formatText(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function" || typeof value === "symbol") return `a ${typeof value}`;
  if (typeof value !== "object" || value === null) return String(value);
  if (around.includes(value)) return "an object that contains itself";
  const within = [...around, value];
  if (within.length > shownLevels) return Array.isArray(value) ? "[…]" : "{…}";
  if (Array.isArray(value)) return `[${formatEntries(value, (item) => formatValue(item, within))}]`;
  if (isPlain(value)) {
    const format = ([key, item]: [string, unknown]) => `${JSON.stringify(key)}:${formatValue(item, within)}`;
    return `{${formatEntries(Object.entries(value), format)}}`;
  }
  const kind = String(value.constructor?.name || "object");
  return `${/^[aeiou]/i.test(kind) ? "an" : "a"} ${kind}`;
}

function formatText(text: string): string {
  const shown = JSON.stringify(text.slice(0, shownOfText));
  return text.length > shownOfText ? `${shown}… (${text.length} characters)` : shown;
}

function formatEntries<T>(entries: readonly T[], format: (entry: T) => string): string {
  const shown = entries.slice(0, shownEntries).map(format);
  return [...shown, ...(entries.length > shown.length ? [`… ${entries.length} in all`] : [])].join(",");
}

/** Whether an object is one that braces make, and no instance of a class such as Map. */
export function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Text of bounded length without what steers a terminal: control characters, and marks that turn the direction. */
function printable(text: string): string {
  const escaped = text
    .slice(0, shownCharacters)
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (sign) => `\\u${sign.codePointAt(0)?.toString(16).padStart(4, "0")}`);
  return text.length > shownCharacters ? `${escaped}… (${text.length} characters)` : escaped;
}
