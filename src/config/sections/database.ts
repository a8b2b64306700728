import { z } from "zod";
import { setAtCreation } from "./formats/creation";
import { instanceSize, matching } from "./formats/text";
import { dailyWindow, weeklyWindow } from "./formats/windows";
import { logRetentionDays } from "./network";

const instanceClass = matching(new RegExp(`^db\\.[a-z][a-z0-9-]*\\.${instanceSize}$`), {
  allowed: "an RDS instance class such as db.r6g.xlarge",
  fix: "take one from https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.html",
});

// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
const databaseName = matching(/^[a-z][a-z0-9_]{0,62}$/, {
  allowed: "1-63 lower-case letters, digits and underscores, starting with a letter",
  fix: "rename the database; hyphens would need quotes in every statement",
});

const masterUsername = matching(/^[a-z][a-z0-9_]{0,15}$/, {
  allowed: "1-16 lower-case letters, digits and underscores, starting with a letter",
  fix: "shorten or rename the user",
});

const isInsightsRetention = (days: number) =>
  days === 7 || days === 731 || (days % 31 === 0 && days >= 31 && days <= 713);

const insightsRetentionDays = z
  .int()
  .refine(isInsightsRetention, {
    params: {
      allowed: "7, 731, or a multiple of 31 up to 713",
      fix: "choose 7, which is free of charge, or whole months",
    },
    abort: true,
  })
  .max(731);

/** PostgreSQL on RDS (INF-001 §5.1, §9.1). Storage, backups and connections are always encrypted. */
export const databaseSection = z.object({
  /** Database in the instance. Set at creation: another name means another, empty instance. Default: `techally`. */
  name: setAtCreation(databaseName.default("techally"), "replaced"),
  /** Master user. Set at creation: another one means another, empty instance. Default: `techally_admin`. */
  masterUsername: setAtCreation(masterUsername.default("techally_admin"), "replaced"),
  /** Class of the primary. */
  instanceClass,
  /** Storage at creation, in GiB. */
  allocatedStorage: z.int().min(20).max(65536),
  /** Size up to which RDS grows the storage by itself, in GiB. Default: 1000. */
  maxAllocatedStorage: z.int().max(65536).default(1000),
  /** Default: gp3. */
  storageType: z.enum(["gp2", "gp3"]).default("gp3"),
  /** Connections that each instance accepts; the same for all of them. Default: 2000. */
  maxConnections: z.int().min(6).max(262143).default(2000),
  /** A synchronous copy in a second zone, which takes over by itself. Default: true. */
  multiAz: z.boolean().default(true),
  /**
   * AWS and Terraform refuse to delete primary, standby replica and key. Without it, secrets are deleted at once, so
   * that the environment can be built again under the same names. Default: true.
   */
  deletionProtection: z.boolean().default(true),
  /** A last snapshot when the primary is deleted, `<identifier>-final-<random>`; it outlives it. Default: true. */
  finalSnapshot: z.boolean().default(true),
  /** Days of automated backups; 0 turns them off. Default: 30. */
  backupRetentionDays: z.int().min(0).max(35).default(30),
  /** Days that the standby region keeps its copy of the automated backups. Default: 30. */
  crossRegionBackupRetentionDays: z.int().min(1).max(35).default(30),
  /** When backups are taken. Default: 03:00-04:00. */
  backupWindow: dailyWindow.default("03:00-04:00"),
  /** When RDS may restart an instance to patch it. Default: sun:04:00-sun:05:00. */
  maintenanceWindow: weeklyWindow.default("sun:04:00-sun:05:00"),
  /** Days of Performance Insights. Default: 7, the free tier. */
  performanceInsightsRetentionDays: insightsRetentionDays.default(7),
  /** Logs that go to CloudWatch. Default: `postgresql`. */
  logExports: z
    .array(z.enum(["postgresql", "upgrade"]))
    .max(2)
    .default(["postgresql"]),
  /** Days that CloudWatch keeps the logs. Default: 90. */
  logRetentionDays: logRetentionDays.default(90),
  replicas: z.object({
    /** Number of read replicas beside the primary. */
    count: z.int().min(0).max(15),
    /** Class of the replicas, and of the standby region's replica as long as the posture is `standby`. */
    instanceClass,
  }),
});

export type DatabaseSection = z.output<typeof databaseSection>;
