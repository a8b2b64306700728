import type { z } from "zod";
import type { Advice } from "../../problem";

/** Largest number of a field that is an `int32`, as most counts of Kubernetes, AWS and Terraform's providers are. */
export const int32 = 2_147_483_647;

/** Days of a hundred years: more than anybody keeps anything, and within every service's arithmetic. */
export const centuryInDays = 36_500;

/** Most pods of a cluster (https://kubernetes.io/docs/setup/best-practices/cluster-large/). */
export const podsOfCluster = 150_000;

/**
 * A record of at most `entries` keys; arrays have `max` for the same. The number is kept as `maxEntries` in the schema's
 * metadata, so that a reader of the schema finds it.
 */
export function atMost<Schema extends z.ZodRecord>(schema: Schema, entries: number): Schema {
  const params = { ...tooManyEntries(entries) };
  return schema.refine((record) => Object.keys(record).length <= entries, { params }).meta({ maxEntries: entries });
}

export function tooManyEntries(most: number): Advice {
  return { allowed: `at most ${most} entries`, fix: "remove entries" };
}
