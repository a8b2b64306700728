import { z } from "zod";
import { cronFault } from "../values/cron";
import { centuryInDays } from "./formats/bounds";
import { logRetentionDays } from "./network";

// Nothing was deployed before; the current year would make the same file right today and wrong tomorrow.
const firstYear = 2026;

/** A schedule in EventBridge's dialect of cron, in UTC. */
const cronSchedule = z.string().superRefine((value, context) => {
  const fault = cronFault(value, firstYear);
  if (fault) context.addIssue({ code: "custom", message: fault.allowed, params: { ...fault } });
});

// AWS Backup keeps what it makes for a hundred years at most, and waits no longer for a job.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartBackupJob.html
const retentionDays = z.int().min(1).max(centuryInDays);
const centuryInMinutes = 52_560_000;

/** When AWS Backup works (https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html). */
const windows = {
  /** Minutes within which a job must have started. Default: 60, AWS Backup's minimum. */
  startWindowMinutes: z.int().min(60).max(centuryInMinutes).default(60),
  /** Minutes from the schedule's time within which a job must be done. Default: 720. */
  completionWindowMinutes: z.int().min(120).max(centuryInMinutes).default(720),
};

/** Weekly snapshots of PostgreSQL, beside its automated backups. */
const databaseSchema = z.object({
  /** Not while the database is maintained or backed up by RDS, nor within the hour before. Default: Sunday 07:00. */
  schedule: cronSchedule.default("cron(0 7 ? * SUN *)"),
  /** Days that a snapshot is kept. Default: 90. */
  retentionDays: retentionDays.default(90),
  ...windows,
});

/** Daily backups of the shared file system. */
const fileSystemSchema = z.object({
  /** Default: 05:00. */
  schedule: cronSchedule.default("cron(0 5 * * ? *)"),
  /** Days that a backup is kept. Default: 30. */
  retentionDays: retentionDays.default(30),
  /** Days that its copy is kept in the standby region, where there is one. Default: 30. */
  copyRetentionDays: retentionDays.default(30),
  ...windows,
});

/** Daily snapshots of Redis, beside its automatic ones. */
const cacheSchema = z.object({
  /** One time of the day, when the cache is neither maintained nor backed up by ElastiCache. Default: 08:00. */
  schedule: cronSchedule.default("cron(0 8 * * ? *)"),
  /** Days that a snapshot is kept. Default: 14. */
  retentionDays: z.int().min(1).max(365).default(14),
  /** Days that CloudWatch keeps the log of the function that takes the snapshots. Default: 90. */
  logRetentionDays: logRetentionDays.default(90),
});

/** Governance mode of https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html. */
const vaultLockSchema = z.object({
  /** Only who may remove the lock can delete a backup before its time. Default: true. */
  enabled: z.boolean().default(true),
  /** AWS Backup refuses to keep anything in the vaults for less. Default: 7. */
  minRetentionDays: retentionDays.default(7),
  /** AWS Backup refuses to keep anything in the vaults for more. Default: 365. */
  maxRetentionDays: retentionDays.default(365),
});

const section = z.object({
  /** Without it, there is nothing but what the services back up by themselves. Default: true. */
  enabled: z.boolean().default(true),
  /**
   * Nobody can delete a backup by hand, nor Terraform the vaults. Without it, destroying a vault destroys the backups in
   * it. Default: true.
   */
  deletionProtection: z.boolean().default(true),
  vaultLock: vaultLockSchema.prefault({}),
  database: databaseSchema.prefault({}),
  fileSystem: fileSystemSchema.prefault({}),
  cache: cacheSchema.prefault({}),
});

/** Backups beside those that the services make by themselves (INF-001 §9.1). */
export const backupSection = section.prefault({});

export type BackupSection = z.output<typeof backupSection>;
