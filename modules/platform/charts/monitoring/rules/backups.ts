import { type AlertRule, alertRule } from "./alert";

/** A Velero schedule: its name, and the hours between two of its backups. */
export interface ScheduledBackup {
  readonly schedule: string;
  readonly everyHours: number;
}

/**
 * Velero's backups (https://velero.io/docs/main/api-types/schedule/). A schedule is late when its next backup should have
 * ended an hour ago; a schedule that never had a good one has no time of its last success.
 */
export function backupAlerts(schedules: readonly ScheduledBackup[]): AlertRule[] {
  return [
    ...schedules.flatMap(({ schedule, everyHours }) => {
      const last = `velero_backup_last_successful_timestamp{schedule="${schedule}"}`;
      return [
        alertRule("VeleroBackupLate", {
          severity: "critical",
          labels: { schedule },
          expr: `time() - max by (schedule) (${last}) > ${(everyHours + 1) * 3600}`,
          for: "15m",
          summary: `The last good backup of the schedule ${schedule} is older than ${everyHours + 1} hours`,
        }),
        alertRule("VeleroBackupMissing", {
          severity: "critical",
          labels: { schedule },
          expr: `absent(${last})`,
          for: `${everyHours + 1}h`,
          summary: `The schedule ${schedule} has no good backup`,
        }),
      ];
    }),
    alertRule("VeleroBackupFailed", {
      severity: "warning",
      expr:
        'sum by (schedule) (increase(velero_backup_failure_total{schedule!=""}[1h])) ' +
        '+ sum by (schedule) (increase(velero_backup_partial_failure_total{schedule!=""}[1h])) ' +
        '+ sum by (schedule) (increase(velero_backup_validation_failure_total{schedule!=""}[1h])) > 0',
      for: "1m",
      summary: "A backup of the schedule {{ $labels.schedule }} failed, whole or in part",
    }),
  ];
}
