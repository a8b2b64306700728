import type { Environment } from "../environment";
import type { LocalProblem, PathPart } from "../problem";

/** A setting that keeps data or availability, and what it must be. */
interface Safeguard {
  readonly path: readonly PathPart[];
  readonly value: unknown;
  readonly holds: boolean;
  readonly allowed: string;
}

/** With `safeguards: "strict"`, nothing is left unprotected. */
export function checkSafeguards(environment: Partial<Environment>): LocalProblem[] {
  if (environment.safeguards !== "strict") return [];
  return [...databaseSafeguards(environment), ...cacheSafeguards(environment)]
    .filter((safeguard) => !safeguard.holds)
    .map(({ path, value, allowed }) => ({
      path,
      value,
      allowed: `${allowed}, while safeguards are strict`,
      fix: 'change it, or set safeguards to "relaxed" if the environment may be lost',
    }));
}

function databaseSafeguards({ database }: Partial<Environment>): Safeguard[] {
  if (!database) return [];
  return [
    mustBeOn("database", "deletionProtection", database.deletionProtection),
    mustBeOn("database", "multiAz", database.multiAz),
    mustBeOn("database", "finalSnapshot", database.finalSnapshot),
    mustBeKept("database", "backupRetentionDays", database.backupRetentionDays),
  ];
}

function cacheSafeguards({ cache }: Partial<Environment>): Safeguard[] {
  if (!cache) return [];
  return [
    mustBeOn("cache", "deletionProtection", cache.deletionProtection),
    mustBeOn("cache", "automaticFailover", cache.automaticFailover),
    mustBeOn("cache", "multiAz", cache.multiAz),
    mustBeKept("cache", "snapshotRetentionDays", cache.snapshotRetentionDays),
  ];
}

function mustBeOn(section: string, key: string, value: boolean): Safeguard {
  return { path: [section, key], value, holds: value, allowed: "true" };
}

/** Damage to data is often noticed days after it was done. */
function mustBeKept(section: string, key: string, days: number): Safeguard {
  return { path: [section, key], value: days, holds: days >= 7, allowed: "7-35 days" };
}
