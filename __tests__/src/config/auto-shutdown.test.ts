import { problemsAfter, problemsWith } from "../../support/problems";

const zone = { timeZone: "Europe/Berlin" };

function problemsInStaging(autoShutdown: unknown) {
  return problemsAfter(({ staging }) => Object.assign(staging, { autoShutdown }));
}

describe("autoShutdown", () => {
  test("production must not have it", () => {
    expect(problemsWith({ autoShutdown: zone })).toEqual([
      expect.objectContaining({
        path: "production.autoShutdown",
        allowed: "nothing, in production",
        fix: "remove the section: production is never turned off",
      }),
    ]);
  });

  test("elsewhere a time zone is enough, and none is needed at all", () => {
    expect(problemsInStaging(zone)).toEqual([]);
    expect(problemsInStaging(undefined)).toEqual([]);
  });

  test("the time zone has no default", () => {
    expect(problemsInStaging({})).toEqual([
      expect.objectContaining({ path: "staging.autoShutdown.timeZone", value: undefined, fix: "add timeZone" }),
    ]);
  });

  test.each(["EST", "CEST", "+02:00", "europe/berlin"])("%s is no time zone that AWS knows", (timeZone) => {
    expect(problemsInStaging({ timeZone: timeZone === "EST" ? "EST5" : timeZone })).toEqual([
      expect.objectContaining({
        path: "staging.autoShutdown.timeZone",
        allowed: "the name of a time zone in the IANA database, such as Europe/Berlin or UTC",
        fix: "take it from https://en.wikipedia.org/wiki/List_of_tz_database_time_zones, spelled exactly so",
      }),
    ]);
  });

  test.each(["stop", "start"])("%s in EventBridge's cron syntax is refused", (key) => {
    const value = "cron(0 20 ? * MON-FRI *)";
    expect(problemsInStaging({ ...zone, [key]: value })).toEqual([
      {
        path: `staging.autoShutdown.${key}`,
        value,
        allowed: "a Unix cron expression for one time of day on days of the week, such as 0 20 * * 1-5",
        fix: "write minute (0-59), hour (0-23), two asterisks, and days (0-7, where 0 and 7 are Sunday) or an asterisk",
      },
    ]);
  });

  test.each([
    ["0 20 * * 1-5", "0 20 * * 1-5"],
    ["0 20 * * 1-5", "45 20 * * 5"],
    ["30 23 * * 6", "0 0 * * 0"],
  ])("after stopping at %s, starting at %s is too soon", (stop, start) => {
    expect(problemsInStaging({ ...zone, stop, start })).toEqual([
      {
        path: "staging.autoShutdown.start",
        value: start,
        allowed: `at least an hour after stop, ${stop}`,
        fix: "start later: nodes and database take up to an hour to stop",
      },
    ]);
  });

  test("an hour later is soon enough", () => {
    expect(problemsInStaging({ ...zone, stop: "0 20 * * 1-5", start: "0 21 * * 1-5" })).toEqual([]);
  });

  test.each([
    ["03:00-04:00", "America/New_York"],
    ["11:30-12:30", "America/New_York"],
    ["23:30-00:30", "America/New_York"],
    ["18:30-19:30", "Europe/Berlin"],
  ])("a backup at %s UTC would not be taken in %s", (backupWindow, timeZone) => {
    const problems = problemsAfter(({ staging }) => {
      Object.assign(staging.database, { backupWindow });
      Object.assign(staging, { autoShutdown: { timeZone } });
    });
    expect(problems).toEqual([
      {
        path: "staging.database.backupWindow",
        value: backupWindow,
        allowed: `a window in UTC between 0 7 * * 1-5 and 0 20 * * 1-5, ${timeZone}`,
        fix: "move it into the time that the environment runs, in summer and winter: RDS backs up no stopped instance",
      },
    ]);
  });

  test.each([
    ["12:00-13:00", "America/New_York", 7],
    ["23:00-00:00", "America/New_York", 7],
    ["06:00-07:00", "Europe/Berlin", 7],
    ["03:00-04:00", "America/New_York", 0],
  ])("a backup at %s UTC in %s, kept for %i days, is fine", (backupWindow, timeZone, backupRetentionDays) => {
    const problems = problemsAfter(({ staging }) => {
      Object.assign(staging.database, { backupWindow, backupRetentionDays });
      Object.assign(staging, { autoShutdown: { timeZone } });
    });
    expect(problems).toEqual([]);
  });

  test("an environment that runs at night is taken at its word", () => {
    expect(problemsInStaging({ ...zone, stop: "0 7 * * 1-5", start: "0 20 * * 1-5" })).toEqual([]);
  });

  test("a database with replicas cannot be stopped", () => {
    const problems = problemsAfter(({ staging }) => {
      staging.database.replicas.count = 1;
    });
    expect(problems).toEqual([
      {
        path: "staging.database.replicas.count",
        value: 1,
        allowed: "0, with autoShutdown",
        fix: "remove the replicas, or autoShutdown: RDS stops no instance that has replicas",
      },
    ]);
  });

  test("nor can one with a replica in another region", () => {
    const problems = problemsAfter(({ staging, production }) => {
      staging.disasterRecovery = structuredClone(production.disasterRecovery);
      delete production.disasterRecovery;
    });
    expect(problems).toContainEqual({
      path: "staging.disasterRecovery",
      value: "standby",
      allowed: "nothing, with autoShutdown",
      fix: "remove it, or autoShutdown: RDS stops no instance that has a replica in another region",
    });
  });
});
