import { z } from "zod";

/** What comes of changing a value that AWS or Kubernetes takes only when something is created. */
export type CreationChange = "replaced" | "duplicated" | "refused" | "ignored";

/**
 * Marks a value that counts at creation only; its doc comment says "Set at creation".
 *
 * @param change - `replaced`: Terraform destroys what carries the value, with the data in it, and creates it anew;
 *   `duplicated`: Terraform creates all of it again, and forgets what exists; `refused`: the apply fails; `ignored`: what
 *   exists stays as it is
 */
export function setAtCreation<Schema extends z.ZodType>(schema: Schema, change: CreationChange): Schema {
  return schema.meta({ creation: change });
}

/** A value that is set at creation, by its path in an environment; `<name>` stands for any key. */
export interface CreationValue {
  readonly path: string;
  readonly change: CreationChange;
}

/** All values of a schema that are set at creation, in the schema's order. */
export function creationValues(schema: z.ZodType, path = ""): CreationValue[] {
  const change = schema.meta()?.creation as CreationChange | undefined;
  if (change !== undefined) return [{ path, change }];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return creationValues(schema.unwrap() as z.ZodType, path);
  }
  if (schema instanceof z.ZodRecord) return creationValues(schema.valueType as z.ZodType, `${path}.<name>`);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries<z.ZodType>(schema.shape).flatMap(([key, inner]) =>
    creationValues(inner, path === "" ? key : `${path}.${key}`),
  );
}
