import { z } from "zod";
import type { Advice, LocalProblem, PathPart } from "./problem";

/** Reads one section: its value when the shape is right, and everything that is wrong with the shape. */
export function readSection(name: string, schema: z.ZodType, input: unknown) {
  const result = schema.safeParse(input);
  const problems = result.success
    ? []
    : result.error.issues.map((issue) => toProblem([name, ...toPath(issue.path)], issue, input));
  return { value: result.data, problems: [...problems, ...findUnknownKeys(schema, input, [name])] };
}

/** Keys that the schema does not know. They are looked for apart from the rest, so that they hide no other problem. */
export function findUnknownKeys(schema: z.ZodType, input: unknown, path: readonly PathPart[]): LocalProblem[] {
  const inner = unwrap(schema);
  if (typeof input !== "object" || input === null) return [];
  if (inner instanceof z.ZodArray && Array.isArray(input)) {
    return input.flatMap((item, index) => findUnknownKeys(inner.element as z.ZodType, item, [...path, index]));
  }
  if (inner instanceof z.ZodRecord) {
    return Object.entries(input).flatMap(([key, item]) =>
      findUnknownKeys(inner.valueType as z.ZodType, item, [...path, key]),
    );
  }
  if (!(inner instanceof z.ZodObject)) return [];
  const shape: Record<string, z.ZodType> = inner.shape;
  return Object.entries(input).flatMap(([key, item]) => {
    const known = shape[key];
    if (known) return findUnknownKeys(known, item, [...path, key]);
    const allowed = `only ${Object.keys(shape).join(", ")}`;
    return [{ path: [...path, key], value: item, allowed, fix: "remove the key, or correct its spelling" }];
  });
}

function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return unwrap(schema.unwrap() as z.ZodType);
  return schema;
}

function toProblem(path: readonly PathPart[], issue: z.core.$ZodIssue, input: unknown): LocalProblem {
  // A record's key is part of the path, but the fault is the key itself.
  const value = issue.code === "invalid_key" ? issue.path.at(-1) : valueAt(input, toPath(issue.path));
  const advice = adviceOf(issue);
  if (value !== undefined) return { path, value, ...advice };
  return { path, value, allowed: advice.allowed, fix: `add ${path.at(-1)}` };
}

function adviceOf(issue: z.core.$ZodIssue): Advice {
  const fix = "change the value to an allowed one";
  switch (issue.code) {
    case "custom":
      return (issue.params as unknown as Advice) ?? { allowed: issue.message, fix };
    case "invalid_key":
      return adviceOf(issue.issues[0] as z.core.$ZodIssue);
    case "invalid_type":
      return { allowed: `a value of type ${issue.expected}`, fix };
    case "invalid_value":
      return { allowed: issue.values.map((value) => JSON.stringify(value)).join(", "), fix };
    case "too_small":
      return { allowed: `at least ${count(issue.minimum, issue.origin)}`, fix };
    case "too_big":
      return { allowed: `at most ${count(issue.maximum, issue.origin)}`, fix };
    default:
      return { allowed: issue.message, fix };
  }
}

/** `3 entries`, `1 character`, or a bare number. */
function count(limit: number | bigint, origin: string): string {
  const [one, many] = { string: ["character", "characters"], number: ["", ""] }[origin] ?? ["entry", "entries"];
  return `${limit} ${limit === 1 ? one : many}`.trim();
}

function toPath(path: readonly PropertyKey[]): PathPart[] {
  return path.map((part) => (typeof part === "number" ? part : String(part)));
}

function valueAt(input: unknown, path: readonly PathPart[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === "object" && value !== null ? (value as Record<string, unknown>)[part] : undefined,
    input,
  );
}
