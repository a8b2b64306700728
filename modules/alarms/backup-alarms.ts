import type { Construct } from "constructs";
import { Alarms, type AlarmsProps } from "./alarms";

/**
 * Failed jobs of AWS Backup, in all vaults that the account has in the region
 * (https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html).
 */
export class BackupAlarms extends Alarms {
  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id, props);
    this.add("backup-jobs-failed", {
      description:
        "A backup job failed within the last hour. Look at the job's message in AWS Backup and run the backup again " +
        "by hand: until it succeeds, the last recovery point is older than promised.",
      query: sumOverVaults("NumberOfBackupJobsFailed"),
      threshold: 1,
      period: 3600,
    });
    this.add("backup-copies-failed", {
      description:
        "Copying a recovery point to another vault failed within the last hour. Look at the job's message in AWS " +
        "Backup: until a copy succeeds, a failure of this region loses it.",
      query: sumOverVaults("NumberOfCopyJobsFailed"),
      threshold: 1,
      period: 3600,
    });
  }
}

/** The service reports per vault only, so an alarm without a vault's name would never see anything. */
function sumOverVaults(metric: string): string {
  return `SELECT SUM(${metric}) FROM SCHEMA("AWS/Backup", BackupVaultName)`;
}
