import { loadEnvironments } from "../../../src/config";
import { production } from "../../fixtures/environments/production";
import { problemsAfter, problemsWith } from "../../support/problems";

/** A relaxed environment, so that only the rules of this section speak. */
function problemsOfBackup(backup: Record<string, unknown>, more: Record<string, unknown> = {}) {
  return problemsWith({ name: "preview", safeguards: "relaxed", ...more, backup: { vaultLock: wide, ...backup } });
}
const wide = { minRetentionDays: 1, maxRetentionDays: 36500 };

describe("backup: defaults", () => {
  test("are production's by default", () => {
    const { backup: _, ...silent } = production;
    expect(loadEnvironments([silent])[0]?.backup).toEqual({
      enabled: true,
      deletionProtection: true,
      vaultLock: { enabled: true, minRetentionDays: 7, maxRetentionDays: 365 },
      database: {
        schedule: "cron(0 7 ? * SUN *)",
        retentionDays: 90,
        startWindowMinutes: 60,
        completionWindowMinutes: 720,
      },
      fileSystem: {
        schedule: "cron(0 5 * * ? *)",
        retentionDays: 30,
        copyRetentionDays: 30,
        startWindowMinutes: 60,
        completionWindowMinutes: 720,
      },
      cache: { schedule: "cron(0 8 * * ? *)", retentionDays: 14, logRetentionDays: 90 },
    });
  });
});

describe("backup: single values", () => {
  test.each([
    [{ database: { schedule: "0 7 * * 0" } }, "database.schedule", /^cron\(minutes hours/],
    [{ fileSystem: { schedule: "cron(0 25 * * ? *)" } }, "fileSystem.schedule", /^hours of 0-23/],
    [{ fileSystem: { schedule: "cron(0 5 31 2 ? *)" } }, "fileSystem.schedule", /^a time that comes/],
    [{ database: { schedule: "cron(0 5 * * ? 1970)" } }, "database.schedule", /^a time that comes/],
    [{ cache: { schedule: "cron(0 8 * * * *)" } }, "cache.schedule", /^\? as either/],
    [{ database: { retentionDays: 0 } }, "database.retentionDays", /^at least 1$/],
    [{ database: { retentionDays: 36501 } }, "database.retentionDays", /^at most 36500$/],
    [{ fileSystem: { copyRetentionDays: 0 } }, "fileSystem.copyRetentionDays", /^at least 1$/],
    [{ fileSystem: { startWindowMinutes: 59 } }, "fileSystem.startWindowMinutes", /^at least 60$/],
    [{ cache: { retentionDays: 366 } }, "cache.retentionDays", /^at most 365$/],
    [{ cache: { logRetentionDays: 8 } }, "cache.logRetentionDays", /1, 3, 5, 7, 14/],
    [{ vaultLock: { minRetentionDays: 0 } }, "vaultLock.minRetentionDays", /^at least 1$/],
    [{ enabled: "yes" }, "enabled", /^true or false$/],
    [{ vault: {} }, "vault", /^only enabled, deletionProtection, vaultLock/],
  ])("%j is refused", (backup, path, allowed) => {
    expect(problemsOfBackup(backup)).toEqual([
      expect.objectContaining({ path: `preview.backup.${path}`, allowed: expect.stringMatching(allowed) }),
    ]);
  });
});

describe("backup: windows", () => {
  test.each(["database", "fileSystem"])("%s: an hour to work in is left after the start window", (plan) => {
    const window = { startWindowMinutes: 120, completionWindowMinutes: 179 };
    expect(problemsOfBackup({ [plan]: window })).toEqual([
      {
        path: `preview.backup.${plan}.completionWindowMinutes`,
        value: 179,
        allowed: "180 or more: an hour after startWindowMinutes",
        fix: "raise it",
      },
    ]);
    expect(problemsOfBackup({ [plan]: { ...window, completionWindowMinutes: 180 } })).toEqual([]);
  });
});

describe("backup: how often", () => {
  test.each(["database", "fileSystem"])("%s: once an hour at most", (plan) => {
    expect(problemsOfBackup({ [plan]: { schedule: "cron(0,30 12 ? * WED *)" } })).toEqual([
      {
        path: `preview.backup.${plan}.schedule`,
        value: "cron(0,30 12 ? * WED *)",
        allowed: "one minute of the hour",
        fix: "name it: AWS Backup starts no job more often",
      },
    ]);
    expect(problemsOfBackup({ [plan]: { schedule: "cron(0 10-14 ? * WED *)" } })).toEqual([]);
  });

  test("cache: once a day at most", () => {
    expect(problemsOfBackup({ cache: { schedule: "cron(0 8,20 * * ? *)" } })).toEqual([
      {
        path: "preview.backup.cache.schedule",
        value: "cron(0 8,20 * * ? *)",
        allowed: "one time of the day",
        fix: "name one minute and one hour: a snapshot is named after its day, so there is one a day",
      },
    ]);
  });
});

describe("backup: what the services do themselves is left alone", () => {
  const database = { backupWindow: "03:00-04:00", maintenanceWindow: "sun:12:00-sun:13:00" };

  test.each([
    ["cron(30 12 ? * SUN *)", "maintenanceWindow", "sun:12:00-sun:13:00"],
    ["cron(1 10 ? * SUN *)", "maintenanceWindow", "sun:12:00-sun:13:00"],
    ["cron(30 3 ? * WED *)", "backupWindow", "03:00-04:00"],
    ["cron(1 1 1 * ? *)", "backupWindow", "03:00-04:00"],
  ])("database: %s touches %s or the hour before it", (schedule, key, window) => {
    expect(problemsOfBackup({ database: { schedule } }, { database })).toEqual([
      {
        path: "preview.backup.database.schedule",
        value: schedule,
        allowed: `jobs that start within 60 minutes, not in database.${key}, ${window}, nor in the hour before it`,
        fix: "move it: AWS Backup starts no job then",
      },
    ]);
  });

  test.each([
    "cron(0 10 ? * SUN *)",
    "cron(0 13 ? * SUN *)",
    "cron(30 12 ? * MON *)",
  ])("database: %s does not", (schedule) =>
    expect(problemsOfBackup({ database: { schedule } }, { database })).toEqual([]));

  test("database: a longer start window reaches further", () => {
    const plan = { schedule: "cron(0 10 ? * SUN *)", startWindowMinutes: 61 };
    expect(problemsOfBackup({ database: plan }, { database })).toHaveLength(1);
  });

  test.each([
    ["cron(30 4 * * ? *)", "snapshotWindow", "04:00-05:00"],
    ["cron(46 3 ? * MON *)", "snapshotWindow", "04:00-05:00"],
    ["cron(0 6 * * ? *)", "maintenanceWindow", "sun:05:30-sun:06:30"],
  ])("cache: %s touches %s", (schedule, key, window) => {
    expect(problemsOfBackup({ cache: { schedule } })).toEqual([
      {
        path: "preview.backup.cache.schedule",
        value: schedule,
        allowed: `a time at least 15 minutes before cache.${key}, ${window}, or after it`,
        fix: "move it: the cache takes one snapshot at a time",
      },
    ]);
  });

  test.each(["cron(45 3 * * ? *)", "cron(0 5 * * ? *)", "cron(30 6 * * ? *)"])("cache: %s does not", (schedule) =>
    expect(problemsOfBackup({ cache: { schedule } })).toEqual([]));
});

describe("backup: vault lock", () => {
  const lock = { minRetentionDays: 10, maxRetentionDays: 60 };
  const fix = "change it, or widen vaultLock: a locked vault refuses backups that are kept for less or more";

  test.each([
    ["database", "retentionDays", 61],
    ["fileSystem", "retentionDays", 9],
    ["fileSystem", "copyRetentionDays", 61],
  ])("%s.%s stays within it", (plan, key, days) => {
    const kept = { database: { retentionDays: 30 }, fileSystem: {} };
    const backup = { ...kept, [plan]: { ...kept[plan as keyof typeof kept], [key]: days }, vaultLock: lock };
    expect(problemsOfBackup(backup)).toEqual([
      { path: `preview.backup.${plan}.${key}`, value: days, allowed: "10-60, the limits of vaultLock", fix },
    ]);
    expect(problemsOfBackup({ ...backup, vaultLock: { ...lock, enabled: false } })).toEqual([]);
  });

  test("copies count where there is a region to keep them in", () => {
    const backup = { database: { retentionDays: 30 }, fileSystem: { copyRetentionDays: 61 }, vaultLock: lock };
    expect(problemsOfBackup(backup, { disasterRecovery: undefined })).toEqual([]);
  });

  test("its limits are the right way round", () => {
    expect(problemsOfBackup({ vaultLock: { minRetentionDays: 60, maxRetentionDays: 10 } })).toEqual([
      {
        path: "preview.backup.vaultLock.minRetentionDays",
        value: 60,
        allowed: "at most maxRetentionDays, 10",
        fix: "lower it, or raise maxRetentionDays",
      },
    ]);
  });
});

describe("backup: safeguards", () => {
  const fix = 'change it; only an environment that may be lost sets safeguards to "relaxed"';

  test.each([
    [{ enabled: false }, "enabled"],
    [{ deletionProtection: false }, "deletionProtection"],
    [{ vaultLock: { enabled: false } }, "vaultLock.enabled"],
  ])("strict: %j is refused", (backup, path) => {
    expect(problemsWith({ backup })).toEqual([
      { path: `production.backup.${path}`, value: false, allowed: "true, while safeguards are strict", fix },
    ]);
  });

  test.each([
    ["database", "retentionDays"],
    ["fileSystem", "retentionDays"],
    ["fileSystem", "copyRetentionDays"],
    ["cache", "retentionDays"],
  ])("strict: %s.%s is a week at least", (plan, key) => {
    expect(problemsWith({ backup: { vaultLock: wide, [plan]: { [key]: 6 } } })).toEqual([
      {
        path: `production.backup.${plan}.${key}`,
        value: 6,
        allowed: "7 days or more, while safeguards are strict",
        fix,
      },
    ]);
    expect(problemsWith({ backup: { vaultLock: wide, [plan]: { [key]: 7 } } })).toEqual([]);
  });

  test("relaxed: all of it may be off, and then nothing else matters", () => {
    expect(problemsOfBackup({ enabled: false, cache: { schedule: "cron(0 4 * * ? *)" } })).toEqual([]);
  });

  test("the shipped environments keep the rules", () => {
    expect(problemsAfter(() => {})).toEqual([]);
  });
});
