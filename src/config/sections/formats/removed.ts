import type { z } from "zod";

/**
 * Keys that a section had once, each with what to do instead, for those who still write them. They are kept as
 * `removedKeys` in the schema's metadata, where the reader of unknown keys finds them.
 */
export function removedKeys<Schema extends z.ZodObject>(
  schema: Schema,
  fixes: Readonly<Record<string, string>>,
): Schema {
  return schema.meta({ removedKeys: fixes });
}
