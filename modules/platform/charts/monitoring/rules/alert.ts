/** How urgent an alert is: whether somebody has to act at once, or today. */
export type Severity = "critical" | "warning";

/** A rule that raises an alert (https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/). */
export interface AlertRule {
  readonly alert: string;
  /** PromQL; the alert is raised for every series that it returns. */
  readonly expr: string;
  /** How long the expression must hold, such as `15m`. */
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface AlertSettings {
  readonly severity: Severity;
  /** PromQL. */
  readonly expr: string;
  /** How long it must hold, such as `15m`. */
  readonly for: string;
  /** What is wrong, in one line; `{{ $labels.x }}` stands for a label of the series. */
  readonly summary: string;
  /**
   * Labels of the alert beside those of the series.
   * @default - its severity alone
   */
  readonly labels?: Readonly<Record<string, string>>;
}

/** The page with a section for every alert of ours. */
const runbook = "docs/runbooks/alerts.md";

/** An alert that says which section of the runbook is about it; GitHub links a heading in lower case. */
export function alertRule(alert: string, { severity, summary, labels, ...rule }: AlertSettings): AlertRule {
  return {
    alert,
    ...rule,
    labels: { severity, ...labels },
    annotations: { summary, runbook: `${runbook}#${alert.toLowerCase()}` },
  };
}
