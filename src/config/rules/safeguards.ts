import type { Environment } from "../environment";
import type { LocalProblem, PathPart } from "../problem";

/** A setting that keeps data or availability, and what it must be. */
interface Safeguard {
  readonly path: readonly PathPart[];
  readonly value: unknown;
  readonly holds: boolean;
  readonly allowed: string;
}

/** With `safeguards: "strict"`, nothing is left unprotected; production has no other choice. */
export function checkSafeguards(environment: Partial<Environment>): LocalProblem[] {
  const { name, safeguards } = environment;
  if (name === "production" && safeguards === "relaxed") {
    const fix = "remove the line: production keeps deletion protection, a second zone and backups";
    return [{ path: ["safeguards"], value: safeguards, allowed: '"strict" in production', fix }];
  }
  if (safeguards !== "strict") return [];
  return [
    ...databaseSafeguards(environment),
    ...cacheSafeguards(environment),
    ...deletionSafeguards(environment),
    ...backupSafeguards(environment),
  ]
    .filter((safeguard) => !safeguard.holds)
    .map(({ path, value, allowed }) => ({
      path,
      value,
      allowed: `${allowed}, while safeguards are strict`,
      fix: 'change it; only an environment that may be lost sets safeguards to "relaxed"',
    }));
}

function databaseSafeguards({ database }: Partial<Environment>): Safeguard[] {
  if (!database) return [];
  return [
    mustBeOn(["database", "deletionProtection"], database.deletionProtection),
    mustBeOn(["database", "multiAz"], database.multiAz),
    mustBeOn(["database", "finalSnapshot"], database.finalSnapshot),
    mustBeKept(["database", "backupRetentionDays"], "7-35 days", database.backupRetentionDays),
  ];
}

function cacheSafeguards({ cache }: Partial<Environment>): Safeguard[] {
  if (!cache) return [];
  return [
    mustBeOn(["cache", "deletionProtection"], cache.deletionProtection),
    mustBeOn(["cache", "finalSnapshot"], cache.finalSnapshot),
    mustBeOn(["cache", "automaticFailover"], cache.automaticFailover),
    mustBeOn(["cache", "multiAz"], cache.multiAz),
    mustBeKept(["cache", "snapshotRetentionDays"], "7-35 days", cache.snapshotRetentionDays),
  ];
}

/** What else refuses to be destroyed. */
function deletionSafeguards({ storage, cluster, edge }: Partial<Environment>): Safeguard[] {
  return Object.entries({ storage, cluster, edge }).flatMap(([section, settings]) =>
    settings ? [mustBeOn([section, "deletionProtection"], settings.deletionProtection)] : [],
  );
}

function backupSafeguards({ backup }: Partial<Environment>): Safeguard[] {
  if (!backup) return [];
  const { enabled, deletionProtection, vaultLock, database, fileSystem, cache } = backup;
  if (!enabled) return [mustBeOn(["backup", "enabled"], enabled)];
  const weekOrMore = "7 days or more";
  return [
    mustBeOn(["backup", "deletionProtection"], deletionProtection),
    mustBeOn(["backup", "vaultLock", "enabled"], vaultLock.enabled),
    mustBeKept(["backup", "database", "retentionDays"], weekOrMore, database.retentionDays),
    mustBeKept(["backup", "fileSystem", "retentionDays"], weekOrMore, fileSystem.retentionDays),
    mustBeKept(["backup", "fileSystem", "copyRetentionDays"], weekOrMore, fileSystem.copyRetentionDays),
    mustBeKept(["backup", "cache", "retentionDays"], weekOrMore, cache.retentionDays),
  ];
}

function mustBeOn(path: readonly PathPart[], value: boolean): Safeguard {
  return { path, value, holds: value, allowed: "true" };
}

/** Damage to data is often noticed days after it was done. */
function mustBeKept(path: readonly PathPart[], allowed: string, days: number): Safeguard {
  return { path, value: days, holds: days >= 7, allowed };
}
