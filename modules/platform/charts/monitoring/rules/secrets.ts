import { type AlertRule, alertRule } from "./alert";

/** External Secrets (https://external-secrets.io/latest/api/metrics/). */
export const secretAlerts: readonly AlertRule[] = [
  alertRule("ExternalSecretNotSynced", {
    severity: "critical",
    expr: 'max by (namespace, name) (externalsecret_status_condition{condition="Ready", status="False"}) == 1',
    for: "15m",
    summary: "{{ $labels.namespace }}/{{ $labels.name }} is not copied from Secrets Manager",
  }),
];
