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

/** Every problem of every environment. Thrown before anything is written. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    super([`The configuration has ${count}; nothing was written.`, ...problems.map(formatProblem)].join("\n\n"));
    this.name = "ConfigurationError";
  }
}

/** Long lists and whole files would hide what is said about them. */
function shorten(text: string): string {
  const most = 500;
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters)`;
}

function formatProblem({ path, value, allowed, fix }: Problem): string {
  const is = value === undefined ? "missing" : shorten(String(JSON.stringify(value)));
  return `${path}\n  value    ${is}\n  allowed  ${allowed}\n  fix      ${fix}`;
}
