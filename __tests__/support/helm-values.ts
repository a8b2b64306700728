import type { StackJson } from "./stack-json";

export type Values = Record<string, unknown>;

/** The values of a Helm release as Helm gets them, after Terraform has read its templates in them. */
export function helmValues(stack: StackJson, release: string): Values {
  const [text] = stack.resource("helm_release", release).values as string[];
  if (text === undefined) throw new Error(`${release} has no values`);
  return JSON.parse(text.replaceAll("$${", "${").replaceAll("%%{", "%{"));
}

/** What stands at a path such as `server.metrics.enabled`; keys with dots are not reached this way. */
export function valueAt(values: unknown, path: string): unknown {
  return path
    .split(".")
    .filter(Boolean)
    .reduce<unknown>((value, key) => (value as Values | undefined)?.[key], values);
}

/** Paths of everything that is no object with keys. */
export function leafPaths(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [path];
  const entries = Object.entries(value);
  return entries.length === 0
    ? [path]
    : entries.flatMap(([key, item]) => leafPaths(item, path === "" ? key : `${path}.${key}`));
}
