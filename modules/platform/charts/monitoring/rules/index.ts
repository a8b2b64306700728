import type { AlertRule } from "./alert";
import { applicationAlerts } from "./applications";
import { backupAlerts, type ScheduledBackup } from "./backups";
import { loggingAlerts } from "./logging";
import { meshAlerts } from "./mesh";
import { podAlerts } from "./pods";
import { secretAlerts } from "./secrets";

/** The platform's own alerts beside the chart's, as its value `additionalPrometheusRulesMap`. */
export function platformRules(schedules: readonly ScheduledBackup[]) {
  const groups: Readonly<Record<string, readonly AlertRule[]>> = {
    applications: applicationAlerts,
    backups: backupAlerts(schedules),
    logging: loggingAlerts,
    mesh: meshAlerts,
    pods: podAlerts,
    secrets: secretAlerts,
  };
  return Object.fromEntries(
    Object.entries(groups).map(([name, rules]) => [
      `platform-${name}`,
      { groups: [{ name: `platform-${name}`, rules }] },
    ]),
  );
}
