import { problemsWith } from "../../support/problems";

describe("database: values that AWS refuses", () => {
  test.each(["db.r6g.xlarge", "db.t4g.micro", "db.m7i.24xlarge", "db.x2g.16xlarge"])("class %s is accepted", (name) => {
    expect(problemsWith({ database: { instanceClass: name, maxConnections: 100 } })).toEqual([]);
  });

  test.each([
    "r6g.xlarge",
    "db.r6g",
    "db.R6g.xlarge",
    "cache.r6g.xlarge",
    "db.r6g.3xlarge",
  ])("class %s is refused", (instanceClass) => {
    expect(problemsWith({ database: { instanceClass } })).toEqual([
      {
        path: "production.database.instanceClass",
        value: instanceClass,
        allowed: "an RDS instance class such as db.r6g.xlarge",
        fix: "take one from https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.html",
      },
    ]);
  });

  test.each(["admin", "rdsadmin", "rds_superuser", "pg_monitor", "user", "all"])("user %s is reserved", (name) => {
    expect(problemsWith({ database: { masterUsername: name } })).toEqual([
      {
        path: "production.database.masterUsername",
        value: name,
        allowed: "a name that neither RDS nor PostgreSQL reserves",
        fix: "choose another, for instance techally_admin",
      },
    ]);
  });

  test.each(["postgres", "administrator"])("user %s is accepted", (masterUsername) => {
    expect(problemsWith({ database: { masterUsername } })).toEqual([]);
  });

  test.each(["techally-admin", "9lives", "a_user_of_17_char"])("user %s is malformed", (masterUsername) => {
    expect(problemsWith({ database: { masterUsername } })).toEqual([
      expect.objectContaining({
        path: "production.database.masterUsername",
        allowed: "1-16 lower-case letters, digits and underscores, starting with a letter",
        fix: "shorten or rename the user",
      }),
    ]);
  });

  test.each(["postgres", "template1", "rdsadmin", "table"])("database %s is taken or reserved", (name) => {
    expect(problemsWith({ database: { name } })).toEqual([
      {
        path: "production.database.name",
        value: name,
        allowed: "a name that neither RDS nor PostgreSQL reserves or uses already",
        fix: "choose another, for instance techally",
      },
    ]);
  });

  test.each(["tech-ally", `a${"b".repeat(63)}`, "1st"])("database %s is malformed", (name) => {
    expect(problemsWith({ database: { name } })).toEqual([
      expect.objectContaining({
        path: "production.database.name",
        allowed: "1-63 lower-case letters, digits and underscores, starting with a letter",
        fix: "rename the database; hyphens would need quotes in every statement",
      }),
    ]);
  });

  test.each([
    ["backupRetentionDays", 36, "at most 35"],
    ["backupRetentionDays", -1, "at least 0"],
    ["backupRetentionDays", 1.5, "a whole number"],
    ["crossRegionBackupRetentionDays", 36, "at most 35"],
    ["crossRegionBackupRetentionDays", 0, "at least 1"],
    ["allocatedStorage", 19, "at least 20"],
    ["allocatedStorage", 65537, "at most 65536"],
    ["maxAllocatedStorage", 65537, "at most 65536"],
    ["maxConnections", 5, "at least 6"],
    ["storageType", "standard", '"gp2", "gp3"'],
    ["multiAz", "yes", "true or false"],
  ])("%s: %s is refused, %s", (key, value, allowed) => {
    const path = `production.database.${key}`;
    expect(problemsWith({ database: { [key]: value } })).toContainEqual(expect.objectContaining({ path, allowed }));
  });

  test.each([
    [16, "at most 15"],
    [-1, "at least 0"],
  ])("replica count %i is refused", (count, allowed) => {
    expect(problemsWith({ database: { replicas: { count, instanceClass: "db.r6g.xlarge" } } })).toEqual([
      { path: "production.database.replicas.count", value: count, allowed, fix: "change the value to an allowed one" },
    ]);
  });

  test.each([1, 30, 62 + 1, 714, 744])("%i days of Performance Insights are refused", (days) => {
    expect(problemsWith({ database: { performanceInsightsRetentionDays: days } })).toEqual([
      {
        path: "production.database.performanceInsightsRetentionDays",
        value: days,
        allowed: "7, 731, or a multiple of 31 up to 713",
        fix: "choose 7, which is free of charge, or whole months",
      },
    ]);
  });

  test.each([7, 31, 713, 731])("%i days of Performance Insights are accepted", (days) => {
    expect(problemsWith({ database: { performanceInsightsRetentionDays: days } })).toEqual([]);
  });

  test("an unknown log is refused", () => {
    expect(problemsWith({ database: { logExports: ["audit"] } })).toEqual([
      expect.objectContaining({ path: "production.database.logExports[0]", allowed: '"postgresql", "upgrade"' }),
    ]);
  });
});

describe("database: values that do not go together", () => {
  test("storage must have room to grow by a tenth", () => {
    expect(problemsWith({ database: { allocatedStorage: 100, maxAllocatedStorage: 109 } })).toEqual([
      {
        path: "production.database.maxAllocatedStorage",
        value: 109,
        allowed: "at least 111, a tenth more than allocatedStorage",
        fix: "raise it: RDS grows storage in steps of a tenth",
      },
    ]);
  });

  test("replicas need backups", () => {
    expect(problemsWith({ name: "preview", safeguards: "relaxed", database: { backupRetentionDays: 0 } })).toEqual([
      {
        path: "preview.database.backupRetentionDays",
        value: 0,
        allowed: "1-35, since the primary has replicas",
        fix: "keep backups for a day at least: RDS creates replicas from them",
      },
    ]);
  });

  test("without replicas and standby, backups may be off", () => {
    const database = { backupRetentionDays: 0, replicas: { count: 0, instanceClass: "db.r6g.xlarge" } };
    expect(problemsWith({ name: "preview", safeguards: "relaxed", database, disasterRecovery: undefined })).toEqual([]);
  });

  test("the smallest instance decides how many connections all of them allow", () => {
    const replicas = { count: 1, instanceClass: "db.t4g.medium" };
    expect(problemsWith({ database: { replicas } })).toEqual([
      {
        path: "production.database.maxConnections",
        value: 2000,
        allowed: "at most 450, what RDS allows db.t4g.medium by default",
        fix: "lower it, or choose a class with more memory",
      },
    ]);
  });

  test("the standby's replica counts too", () => {
    const replicas = { count: 0, instanceClass: "db.t4g.medium" };
    expect(problemsWith({ database: { replicas } })).toHaveLength(1);
    expect(problemsWith({ database: { replicas }, disasterRecovery: undefined })).toEqual([]);
  });

  test("a class whose memory is not known is not judged by it", () => {
    expect(problemsWith({ database: { instanceClass: "db.z1d.large", maxConnections: 3000 } })).toEqual([]);
  });

  test("maintenance must not overlap the daily backup", () => {
    expect(problemsWith({ database: { maintenanceWindow: "tue:03:30-tue:04:30" } })).toEqual([
      {
        path: "production.database.maintenanceWindow",
        value: "tue:03:30-tue:04:30",
        allowed: "a window that does not overlap backupWindow, 03:00-04:00 of every day",
        fix: "move one of the two windows; they may touch",
      },
    ]);
  });

  test.each([
    ["backupWindow", "03:00-03:20"],
    ["maintenanceWindow", "sun:04:00-sun:04:29"],
  ])("%s %s is too short", (key, value) => {
    expect(problemsWith({ database: { [key]: value } })).toEqual([
      { path: `production.database.${key}`, value, allowed: "a window of at least 30 minutes", fix: "move its end" },
    ]);
  });
});
