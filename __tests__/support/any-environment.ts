import * as fc from "fast-check";
import { z } from "zod";
import { environmentSchema } from "../../src/config/environment";
import { formatValue } from "../../src/config/problem";
import { development, production, staging } from "../fixtures/environments";

type Path = readonly string[];

/** Something that an environment's file may say, or leave out. */
interface Place {
  readonly path: Path;
  readonly schema: z.ZodType;
}

/** A value put into the place of another; `removed` for a key that is taken out. */
interface Change {
  readonly path: Path;
  readonly value: unknown;
}

const removed = Symbol("removed");

// Names that collide with the project's own or with what objects inherit, and texts that begin something somewhere.
const texts = [
  ..."a|x-y|a.b|A|0|-|constructor|toString|__proto__|gateway|metrics|origin|static|default|production|production-dr".split(
    "|",
  ),
  ..."techally|techally-dr|internal-x|aws-x|kube-system|${x}|%{y}|{{z}}|$(rm)|`x`|/|/tmp|/a:b|/static|a b|é|\u202e".split(
    "|",
  ),
  ..."1|0.1|1e3|1000m|64Mi|0s|1ms|30s|300s|10.0.0.0/8|127.0.0.0/16|10.0.0.0/016|us-east-1|us-gov-west-1|eu-south-1".split(
    "|",
  ),
  "",
  "a".repeat(41),
  "a".repeat(64),
  "a".repeat(300),
  `${"a".repeat(60)}.techally.com`,
];

const strangers = [null, undefined, true, -1, 0, 1.5, 2 ** 31, 4e9, Number.NaN, Number.POSITIVE_INFINITY, 10n, [], {}];
const kinds = [new Map(), new Set([1]), () => 1, Symbol("x"), new Date(0), [null], { a: [{}] }];

function unwrap(schema: z.ZodType): z.ZodType {
  const isWrapped =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable;
  return isWrapped ? unwrap(schema.unwrap() as z.ZodType) : schema;
}

/** Every place of an environment's file: what stands there, and the keys that it leaves to their defaults. */
function placesOf(schema: z.ZodType, value: unknown, path: Path = []): Place[] {
  const known = unwrap(schema);
  const inside = (key: string, child: z.ZodType) =>
    placesOf(child, (value as Record<string, unknown> | undefined)?.[key], [...path, key]);
  const children = () => {
    if (known instanceof z.ZodObject) {
      return Object.entries(known.shape).flatMap(([key, child]) => inside(key, child as z.ZodType));
    }
    const keys = Object.keys((value as object | undefined) ?? {});
    if (known instanceof z.ZodRecord) return keys.flatMap((key) => inside(key, known.valueType as z.ZodType));
    if (known instanceof z.ZodArray) return keys.flatMap((key) => inside(key, known.element as z.ZodType));
    return [];
  };
  return [...(path.length > 0 ? [{ path, schema: known }] : []), ...children()];
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], root);
}

/** What could stand in a place: mostly of the right kind, at the bounds of the schema too. */
function valuesFor({ schema, path }: Place, current: unknown): fc.Arbitrary<unknown> {
  const anything = fc.constantFrom<unknown>(...strangers, ...kinds, ...texts, removed);
  return fc.oneof({ weight: 4, arbitrary: plausible(schema, current, path) }, { weight: 1, arbitrary: anything });
}

function plausible(schema: z.ZodType, current: unknown, path: Path): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values);
  if (schema instanceof z.ZodNumber) {
    const min = Math.ceil(Math.max(schema.minValue ?? 0, -10));
    const max = Math.floor(Math.min(schema.maxValue ?? 1000, 2 ** 31 - 1));
    const now = typeof current === "number" && current >= min && current <= max ? Math.floor(current) : min;
    const near = fc.integer({ min: Math.max(min, now - 3), max: Math.min(max, now + 3) });
    return fc.oneof(fc.constantFrom(min, max), fc.integer({ min, max }), near);
  }
  if (Array.isArray(current)) {
    return fc.constantFrom<unknown>(current.slice(0, 1), current.toReversed(), [...current, ...current], []);
  }
  if (schema instanceof z.ZodRecord) return fc.constantFrom(...texts).map((name) => withEntry(current ?? {}, name));
  if (schema instanceof z.ZodString && typeof current === "string") {
    return fc.constantFrom(...texts, `${current}x`, current.slice(1), current.toUpperCase(), `${current}\n`, current);
  }
  return fc.constantFrom<unknown>(removed, path.length, {});
}

/** A record with an entry that repeats its first one under another name. */
function withEntry(record: object, name: string): object {
  const entries = Object.entries(record);
  return Object.fromEntries([...entries, [name, entries[0]?.[1] ?? {}]]);
}

function apply(root: object, { path, value }: Change): object {
  const copy = cloneContainers(root) as Record<string, unknown>;
  const holder = valueAt(copy, path.slice(0, -1));
  const key = path.at(-1) ?? "";
  if (typeof holder !== "object" || holder === null) return copy;
  if (value === removed) Reflect.deleteProperty(holder, key);
  else Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}

/** Unlike `structuredClone`, leaves functions and the like as they are. */
function cloneContainers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cloneContainers);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cloneContainers(item)]));
}

/** An environment's file after some changes, by which a failure names it. */
export interface Changed {
  readonly input: object;
  readonly changes: readonly Change[];
  [fc.toStringMethod](): string;
}

function changed(fixture: string, input: object, changes: readonly Change[]): Changed {
  const text = (value: unknown) => (value === removed ? "removed" : formatValue(value));
  const lines = changes.map((change) => `${fixture}.${change.path.join(".")} = ${text(change.value)}`);
  return { input: changes.reduce(apply, input), changes, [fc.toStringMethod]: () => lines.join("; ") };
}

/** An environment with up to three values replaced. */
function changesOf(fixture: { readonly name: string }): fc.Arbitrary<Changed> {
  const input = cloneContainers(fixture) as object;
  const places = placesOf(environmentSchema, input);
  const change = fc
    .constantFrom(...places)
    .chain((place) =>
      valuesFor(place, valueAt(input, place.path)).map((value): Change => ({ path: place.path, value })),
    );
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => changed(fixture.name, input, changes));
}

/** One of the document's environments with up to three values replaced. */
export const anyEnvironment: fc.Arbitrary<Changed> = fc.oneof(...[production, staging, development].map(changesOf));

/** Production with every one of many random changes that is accepted together with those before it. */
export function muchChanged(seed: number, isAccepted: (input: object) => boolean): Changed {
  const input = cloneContainers(production) as object;
  const kept: Change[] = [];
  for (const change of fc.sample(changesOf(production), { numRuns: 100, seed }).flatMap((sample) => sample.changes)) {
    kept.push(change);
    if (!isAccepted(kept.reduce(apply, input))) kept.pop();
  }
  return changed(production.name, input, kept);
}
