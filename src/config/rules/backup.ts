import { snapshotRunMinutes } from "../../contracts";
import type { Environment } from "../environment";
import type { LocalProblem, PathPart } from "../problem";
import type { BackupSection } from "../sections/backup";
import { cronTimes, cronWindows } from "../values/cron";
import { overlapsWindow } from "../values/windows";

/** What AWS Backup and ElastiCache refuse although each value is well-formed by itself. */
export function checkBackup(environment: Partial<Environment>): LocalProblem[] {
  const { backup } = environment;
  if (!backup?.enabled) return [];
  return [
    ...checkCompletion(backup),
    ...checkFrequency(backup),
    ...checkDatabaseSchedule(environment, backup),
    ...checkCacheSchedule(environment, backup),
    ...(backup.vaultLock.enabled ? checkVaultLock(backup, environment.disasterRecovery !== undefined) : []),
  ];
}

function problem(path: readonly PathPart[], value: unknown, allowed: string, fix: string): LocalProblem {
  return { path: ["backup", ...path], value, allowed, fix };
}

function checkCompletion(backup: BackupSection): LocalProblem[] {
  return (["database", "fileSystem"] as const).flatMap((plan) => {
    const { startWindowMinutes, completionWindowMinutes } = backup[plan];
    const least = startWindowMinutes + 60;
    if (completionWindowMinutes >= least) return [];
    const allowed = `${least} or more: an hour after startWindowMinutes`;
    return [problem([plan, "completionWindowMinutes"], completionWindowMinutes, allowed, "raise it")];
  });
}

function checkFrequency({ database, fileSystem, cache }: BackupSection): LocalProblem[] {
  const hourly = Object.entries({ database, fileSystem }).flatMap(([plan, { schedule }]) =>
    cronTimes(schedule).minutes.length === 1
      ? []
      : [
          problem(
            [plan, "schedule"],
            schedule,
            "one minute of the hour",
            "name it: AWS Backup starts no job more often",
          ),
        ],
  );
  const { minutes, hours } = cronTimes(cache.schedule);
  if (minutes.length * hours.length === 1) return hourly;
  const fix = "name one minute and one hour: a snapshot is named after its day, so there is one a day";
  return [...hourly, problem(["cache", "schedule"], cache.schedule, "one time of the day", fix)];
}

// https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
const minutesBeforeWindow = 60;

function checkDatabaseSchedule({ database }: Partial<Environment>, { database: plan }: BackupSection): LocalProblem[] {
  if (!database) return [];
  const starts = cronWindows(plan.schedule, plan.startWindowMinutes + minutesBeforeWindow);
  return (["backupWindow", "maintenanceWindow"] as const)
    .filter((key) => overlapsWindow(starts, database[key]))
    .map((key) => {
      const starting = `jobs that start within ${plan.startWindowMinutes} minutes`;
      const allowed = `${starting}, not in database.${key}, ${database[key]}, nor in the hour before it`;
      return problem(["database", "schedule"], plan.schedule, allowed, "move it: AWS Backup starts no job then");
    });
}

function checkCacheSchedule({ cache }: Partial<Environment>, { cache: plan }: BackupSection): LocalProblem[] {
  if (!cache) return [];
  // ElastiCache may still work on what a run started; that is no harm.
  const runs = cronWindows(plan.schedule, snapshotRunMinutes);
  return (["snapshotWindow", "maintenanceWindow"] as const)
    .filter((key) => overlapsWindow(runs, cache[key]))
    .map((key) => {
      const allowed = `a time at least ${snapshotRunMinutes} minutes before cache.${key}, ${cache[key]}, or after it`;
      return problem(["cache", "schedule"], plan.schedule, allowed, "move it: the cache takes one snapshot at a time");
    });
}

function checkVaultLock({ vaultLock, database, fileSystem }: BackupSection, hasStandby: boolean): LocalProblem[] {
  const { minRetentionDays: least, maxRetentionDays: most } = vaultLock;
  if (least > most) {
    const allowed = `at most maxRetentionDays, ${most}`;
    return [problem(["vaultLock", "minRetentionDays"], least, allowed, "lower it, or raise maxRetentionDays")];
  }
  const copies = hasStandby ? [{ path: ["fileSystem", "copyRetentionDays"], days: fileSystem.copyRetentionDays }] : [];
  const kept = [
    { path: ["database", "retentionDays"], days: database.retentionDays },
    { path: ["fileSystem", "retentionDays"], days: fileSystem.retentionDays },
    ...copies,
  ];
  return kept
    .filter(({ days }) => days < least || days > most)
    .map(({ path, days }) => {
      const fix = "change it, or widen vaultLock: a locked vault refuses backups that are kept for less or more";
      return problem(path, days, `${least}-${most}, the limits of vaultLock`, fix);
    });
}
