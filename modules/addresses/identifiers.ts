import { createHash } from "node:crypto";

/** Names that every object has: the framework keeps what it is told by name in plain objects, and finds these in each. */
const inherited = Object.getOwnPropertyNames(Object.prototype);

/**
 * An identifier for each value, as part of a Terraform address.
 *
 * Several values may have one plain identifier: `a.b` and `a-b` are both `a_b`. The first of them has it, so that an
 * address stays when values are added at the end; the others get a hash of the value behind it.
 *
 * @param plain - the identifier of a value that is alone with it
 * @param taken - identifiers that no value gets
 */
export function identifiersOf(
  values: Iterable<string>,
  plain: (value: string) => string = snakeCase,
  taken: Iterable<string> = [],
): ReadonlyMap<string, string> {
  const identifiers = new Set([...inherited, ...taken]);
  const result = new Map<string, string>();
  for (const value of new Set(values)) {
    const short = plain(value);
    const identifier = identifiers.has(short) ? `${short}_${hash(value)}` : short;
    identifiers.add(identifier);
    result.set(value, identifier);
  }
  return result;
}

/** `ops@acme.com` gives `ops_acme_com`. */
export function snakeCase(value: string): string {
  return value.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_");
}

/** A value as the beginning of a Terraform name, which is no digit: `2024` gives `_2024`. */
export function nameStart(value: string): string {
  return value.replace(/^(?=\d)/, "_");
}

function hash(value: string): string {
  return createHash("sha256").update(value).digest("hex").slice(0, 8);
}
