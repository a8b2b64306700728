import { type AlertRule, alertRule } from "./alert";

/** Argo CD (https://argo-cd.readthedocs.io/en/stable/operator-manual/metrics/). */
export const applicationAlerts: readonly AlertRule[] = [
  alertRule("ArgoCdApplicationOutOfSync", {
    severity: "warning",
    expr: 'max by (name, project) (argocd_app_info{sync_status!="Synced"}) == 1',
    for: "30m",
    summary: "What runs of the application {{ $labels.name }} is not what its repository declares",
  }),
  alertRule("ArgoCdApplicationDegraded", {
    severity: "critical",
    expr: 'max by (name, project) (argocd_app_info{health_status=~"Degraded|Missing"}) == 1',
    for: "15m",
    summary: "The application {{ $labels.name }} is not healthy",
  }),
];
