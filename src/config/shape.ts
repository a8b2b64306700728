import { z } from "zod";
import { type Advice, formatPath, isPlain, type LocalProblem, type PathPart } from "./problem";
import { tooManyEntries } from "./sections/formats/bounds";
import { escapedText, policyText } from "./sections/formats/text";
import { own } from "./values/own";

/** Reads one section: its value when the shape is right, and everything that is wrong with the shape. */
export function readSection(name: string, schema: z.ZodType, input: unknown) {
  const places = placesOf(schema, input, [name]);
  const unknown = places.flatMap(findUnknownKeys);
  const long = places.flatMap(findLongTexts);
  if (long.length > 0) return { value: undefined, problems: [...long, ...unknown] };
  const result = schema.safeParse(input);
  const problems = result.success
    ? []
    : withoutConsequences(result.error.issues).map((issue) => toProblem([name, ...toPath(issue.path)], issue, input));
  const refused = new Set(problems.map(({ path }) => formatPath(path)));
  const others = [findInstances, findFullRecords, findTemplates]
    .flatMap((find) => places.flatMap(find))
    .filter(({ path }) => !refused.has(formatPath(path)));
  return { value: result.data, problems: [...problems, ...others, ...unknown] };
}

/** A value of the wrong type is not judged by its size as well. */
function withoutConsequences(issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] {
  const key = ({ path }: z.core.$ZodIssue) => formatPath(toPath(path));
  const mistyped = new Set(issues.filter(({ code }) => code === "invalid_type").map(key));
  return issues.filter((issue) => !["too_small", "too_big"].includes(issue.code) || !mistyped.has(key(issue)));
}

/** A Map, a Date and the like have no keys of their own: zod would take them for empty settings. */
function findInstances({ known, value, at }: Place): LocalProblem[] {
  const isOpen = known instanceof z.ZodObject || known instanceof z.ZodRecord;
  if (!isOpen || typeof value !== "object" || value === null || isPlain(value)) return [];
  return [{ path: at, value, allowed: "a plain object, { … }", fix: "write the settings between braces" }];
}

/** zod counts entries only when each of them is right. */
function findFullRecords({ known, value, at }: Place): LocalProblem[] {
  const most = known.meta()?.maxEntries;
  if (typeof most !== "number" || typeof value !== "object" || value === null) return [];
  return Object.keys(value).length > most ? [{ path: at, value, ...tooManyEntries(most) }] : [];
}

/** Keys that the schema does not know. They are looked for apart from the rest, so that they hide no other problem. */
function findUnknownKeys({ known, value, at }: Place): LocalProblem[] {
  if (typeof value !== "object" || value === null) return [];
  if (known instanceof z.ZodRecord && Object.hasOwn(value, "__proto__")) {
    // zod leaves it out without a word.
    const item = own(value as Record<string, unknown>, "__proto__");
    return [{ path: [...at, "__proto__"], value: item, allowed: "any other name", fix: "rename it" }];
  }
  if (!(known instanceof z.ZodObject)) return [];
  const names = Object.keys(known.shape);
  const removed = (known.meta()?.removedKeys ?? {}) as Readonly<Record<string, string>>;
  return Object.entries(value)
    .filter(([key]) => !names.includes(key))
    .map(([key, item]) => ({
      path: [...at, key],
      value: item,
      allowed: `only ${names.join(", ")}`,
      fix: own(removed, key) ?? "remove the key, or correct its spelling",
    }));
}

// An ARN, the longest of what has a format (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
const longestText = 2048;

/** Texts and keys that are longer than any that is allowed; they are not even compared with their format. */
function findLongTexts({ known, value, at }: Place): LocalProblem[] {
  const key = at.at(-1);
  const long = [typeof key === "string" ? key : "", typeof value === "string" && known !== escapedText ? value : ""];
  return long
    .filter((text) => text.length > longestText)
    .map((text) => ({ path: at, value: text, allowed: `at most ${longestText} characters`, fix: "shorten it" }));
}

/**
 * Texts that Terraform, or a chart, would read as a template. What may hold any text is escaped where it is written;
 * everything else has no use for these signs.
 */
function findTemplates({ known, value, at }: Place): LocalProblem[] {
  if (typeof value !== "string" || known === escapedText || known === policyText) return [];
  const start = /[$%]\{|\{\{/.exec(value)?.[0];
  if (start === undefined) return [];
  const fix = `remove ${start}: it begins a template, which would be filled in or refused where the text is used`;
  return [{ path: at, value, allowed: "text without ${, %{ and {{", fix }];
}

/** A value with what the schema knows of it, and where it stands. */
interface Place {
  readonly known: z.ZodType;
  readonly value: unknown;
  readonly at: readonly PathPart[];
}

/** A value after everything in it that the schema knows. */
function placesOf(schema: z.ZodType, value: unknown, at: readonly PathPart[]): Place[] {
  const known = unwrap(schema);
  const inside = childrenOf(known, value).flatMap(([key, child, item]) => placesOf(child, item, [...at, key]));
  return [...inside, { known, value, at }];
}

function childrenOf(schema: z.ZodType, value: unknown): readonly (readonly [PathPart, z.ZodType, unknown])[] {
  if (typeof value !== "object" || value === null) return [];
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((item, index) => [index, schema.element as z.ZodType, item]);
  }
  if (schema instanceof z.ZodRecord) {
    return Object.entries(value).map(([key, item]) => [key, schema.valueType as z.ZodType, item]);
  }
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const known = own(schema.shape as Record<string, z.ZodType>, key);
    return known ? [[key, known, item] as const] : [];
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
  const advice = adviceOf(issue, value);
  if (value !== undefined) return { path, value, ...advice };
  return { path, value, allowed: advice.allowed, fix: `add ${path.at(-1)}` };
}

const changeIt = "change the value to an allowed one";

function adviceOf(issue: z.core.$ZodIssue, value?: unknown): Advice {
  const fix = changeIt;
  switch (issue.code) {
    case "custom":
      return (issue.params as unknown as Advice) ?? { allowed: issue.message, fix };
    case "invalid_key":
      return adviceOf(issue.issues[0] as z.core.$ZodIssue);
    case "invalid_type":
      return typeAdvice(issue, value);
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

function typeAdvice(issue: z.core.$ZodIssueInvalidType, value: unknown): Advice {
  const { expected, message } = issue;
  // Where a schema has no words of its own, these are zod's.
  const said = message.startsWith("Invalid input") ? undefined : message;
  if (expected === "string" && ["number", "boolean", "bigint"].includes(typeof value)) {
    return { allowed: `${said ?? "text"}, in quotes`, fix: "put it in quotes" };
  }
  const fix = typeFixes.get(expected) ?? changeIt;
  // NaN and Infinity are numbers, too.
  if (expected === "number" && typeof value === "number") return { allowed: said ?? "a finite number", fix: changeIt };
  return { allowed: said ?? typeNames.get(expected) ?? `a value of type ${expected}`, fix };
}

const typeNames = new Map([
  ["string", "text"],
  ["number", "a number"],
  ["int", "a whole number"],
  ["boolean", "true or false"],
  ["array", "a list"],
  ["object", "an object"],
  ["record", "an object with a key for each entry"],
]);

const typeFixes = new Map([
  ["string", "write text, in quotes"],
  ["number", "write a number, without quotes"],
  ["int", "write a whole number, without quotes"],
  ["boolean", "write true or false, without quotes"],
  ["array", "put it in brackets: [ ]"],
  ["object", "put its values under their keys: { key: value }"],
  ["record", "put each entry under its name: { name: value }"],
]);

/** `3 entries`, `1 character`, or a bare number. */
function count(limit: number | bigint, origin: string): string {
  const [one, many] = { string: ["character", "characters"], array: ["entry", "entries"] }[origin] ?? ["", ""];
  return `${limit} ${limit === 1 ? one : many}`.trim();
}

function toPath(path: readonly PropertyKey[]): PathPart[] {
  return path.map((part) => (typeof part === "number" ? part : String(part)));
}

function valueAt(input: unknown, path: readonly PathPart[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === "object" && value !== null ? own(value as Record<PathPart, unknown>, part) : undefined,
    input,
  );
}
