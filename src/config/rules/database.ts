import type { Environment } from "../environment";
import type { LocalProblem } from "../problem";
import type { DatabaseSection } from "../sections/database";
import { defaultMaxConnections, memoryOf } from "../values/instance-memory";
import { isReservedDatabase, isReservedUser } from "../values/reserved-names";
import { checkWindows } from "./common/windows";

/** What RDS refuses although each value is well-formed by itself. */
export function checkDatabase({ database, disasterRecovery }: Partial<Environment>): LocalProblem[] {
  if (!database) return [];
  return [
    ...checkNames(database),
    ...checkStorage(database),
    ...checkBackups(database, disasterRecovery !== undefined),
    ...checkConnections(database, disasterRecovery !== undefined),
    ...checkWindows({
      section: database,
      path: ["database"],
      daily: "backupWindow",
      weekly: "maintenanceWindow",
      minimum: 30,
    }),
  ];
}

function checkNames({ masterUsername, name }: DatabaseSection): LocalProblem[] {
  const problems: LocalProblem[] = [];
  if (isReservedUser(masterUsername)) {
    const allowed = "a name that neither RDS nor PostgreSQL reserves";
    const fix = "choose another, for instance techally_admin";
    problems.push({ path: ["database", "masterUsername"], value: masterUsername, allowed, fix });
  }
  if (isReservedDatabase(name)) {
    const allowed = "a name that neither RDS nor PostgreSQL reserves or uses already";
    problems.push({ path: ["database", "name"], value: name, allowed, fix: "choose another, for instance techally" });
  }
  return problems;
}

function checkStorage({ allocatedStorage, maxAllocatedStorage }: DatabaseSection): LocalProblem[] {
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
  const least = Math.ceil(allocatedStorage * 1.1);
  if (maxAllocatedStorage >= least) return [];
  const allowed = `at least ${least}, a tenth more than allocatedStorage`;
  const fix = "raise it: RDS grows storage in steps of a tenth";
  return [{ path: ["database", "maxAllocatedStorage"], value: maxAllocatedStorage, allowed, fix }];
}

function checkBackups({ backupRetentionDays, replicas }: DatabaseSection, hasStandby: boolean): LocalProblem[] {
  if (backupRetentionDays > 0 || (replicas.count === 0 && !hasStandby)) return [];
  const allowed = "1-35, since the primary has replicas";
  const fix = "keep backups for a day at least: RDS creates replicas from them";
  return [{ path: ["database", "backupRetentionDays"], value: backupRetentionDays, allowed, fix }];
}

/** All instances share one limit, so it must suit the smallest of them. */
function checkConnections(
  { instanceClass, replicas, maxConnections }: DatabaseSection,
  hasStandby: boolean,
): LocalProblem[] {
  const classes = replicas.count > 0 || hasStandby ? [instanceClass, replicas.instanceClass] : [instanceClass];
  const limits = classes.flatMap((name) => {
    const memory = memoryOf(name);
    return memory === undefined ? [] : [{ name, limit: defaultMaxConnections(memory) }];
  });
  const smallest = limits.toSorted((a, b) => a.limit - b.limit)[0];
  if (!smallest || maxConnections <= smallest.limit) return [];
  const allowed = `at most ${smallest.limit}, what RDS allows ${smallest.name} by default`;
  const fix = "lower it, or choose a class with more memory";
  return [{ path: ["database", "maxConnections"], value: maxConnections, allowed, fix }];
}
