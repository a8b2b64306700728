import { numberOf, type PlannedResource, referenced } from "./planned-resources";

/**
 * GiB of a database instance; a replica, also one in another region, is as large as what it copies. Nothing where the
 * stacks do not say.
 */
export function databaseStorage(resources: readonly PlannedResource[], database: PlannedResource): number | undefined {
  const own = numberOf(database, "allocated_storage");
  if (own !== undefined) return own;
  const source = referenced(resources, database, database.arguments.replicate_source_db);
  return source && source !== database ? databaseStorage(resources, source) : undefined;
}
