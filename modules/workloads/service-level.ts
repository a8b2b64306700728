import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

/** What a service promises over 30 days. */
export interface ServiceLevelSettings {
  /**
   * Share of the requests that get an answer without an error of the service, in percent.
   * @default - not promised
   */
  readonly availabilityPercent?: number;
  /**
   * Share of the requests, in percent, that take no longer than one of the bounds of the mesh's histogram.
   * @default - not promised
   */
  readonly latency?: { readonly milliseconds: number; readonly percent: number };
}

export interface ServiceLevelProps {
  readonly service: string;
  readonly namespace: string;
  readonly level: ServiceLevelSettings;
  readonly dependsOn: ITerraformDependable[];
}

/** How fast the budget of failures is spent, over a long and a short window; at 1 it lasts exactly 30 days. */
interface BurnRate {
  readonly rate: number;
  readonly long: string;
  readonly short: string;
  readonly for: string;
  readonly severity: "critical" | "warning";
}

// https://sre.google/workbook/alerting-on-slos/#recommended_parameters_for_an_slo_based_alerting_configuration
const burnRates: readonly BurnRate[] = [
  { rate: 14.4, long: "1h", short: "5m", for: "2m", severity: "critical" },
  { rate: 6, long: "6h", short: "30m", for: "15m", severity: "critical" },
  { rate: 3, long: "1d", short: "2h", for: "1h", severity: "warning" },
  { rate: 1, long: "3d", short: "6h", for: "3h", severity: "warning" },
];

const windows = ["5m", "30m", "1h", "2h", "6h", "1d", "3d"];

/** One promise: its alert, and the share of the requests of a window that broke it. */
interface Objective {
  readonly name: "availability" | "latency";
  readonly alert: string;
  readonly percent: number;
  readonly summary: string;
  readonly failed: (window: string) => string;
}

/**
 * A service's promises as rules of Prometheus: the share of failed requests over seven windows, and alerts on how fast
 * the budget of failures is spent. Callers measure, the gateway and other services' sidecars, because what no pod answers
 * is a failure too (https://istio.io/latest/docs/reference/config/metrics/).
 */
export class ServiceLevel extends Construct {
  constructor(scope: Construct, id: string, { service, namespace, level, dependsOn }: ServiceLevelProps) {
    super(scope, id);
    const objectives = objectivesOf(service, namespace, level);
    new Manifest(this, `${service}-service-level`, {
      manifest: {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PrometheusRule",
        metadata: { name: `${service}-service-level`, namespace },
        spec: {
          groups: objectives.map((objective) => ({
            name: `${namespace}-${service}-${objective.name}`,
            rules: [...measurements(service, objective), ...alerts(service, objective)],
          })),
        },
      },
      dependsOn,
    });
  }
}

function objectivesOf(service: string, namespace: string, { availabilityPercent, latency }: ServiceLevelSettings) {
  const requests = `reporter="source", destination_service_name="${service}", destination_service_namespace="${namespace}"`;
  const rate = (metric: string, window: string, more = "") => `sum(rate(${metric}{${requests}${more}}[${window}]))`;
  const objectives: Objective[] = [];
  if (availabilityPercent !== undefined) {
    objectives.push({
      name: "availability",
      alert: "ServiceAvailability",
      percent: availabilityPercent,
      summary: `${service} fails more requests than its ${availabilityPercent} % allow`,
      failed: (window) =>
        `(${rate("istio_requests_total", window, ', response_code=~"5.."')} or vector(0)) ` +
        `/ ${rate("istio_requests_total", window)}`,
    });
  }
  if (latency) {
    const { milliseconds, percent } = latency;
    const fast = `, le="${milliseconds}"`;
    objectives.push({
      name: "latency",
      alert: "ServiceLatency",
      percent,
      summary: `More requests of ${service} take longer than ${milliseconds} ms than its ${percent} % allow`,
      failed: (window) =>
        `1 - ${rate("istio_request_duration_milliseconds_bucket", window, fast)} ` +
        `/ ${rate("istio_request_duration_milliseconds_count", window)}`,
    });
  }
  return objectives;
}

function series({ name }: Objective, window: string): string {
  return `service_level:${name}:failed_ratio_rate${window}`;
}

function measurements(service: string, objective: Objective) {
  return windows.map((window) => ({
    record: series(objective, window),
    expr: objective.failed(window),
    labels: { service },
  }));
}

function alerts(service: string, objective: Objective) {
  // Rounded, since the difference of decimals is none that anybody would write.
  const budget = (100 - objective.percent) / 100;
  return burnRates.map(({ rate, long, short, severity, for: duration }) => {
    const limit = Number((rate * budget).toPrecision(6));
    const spent = (window: string) => `${series(objective, window)}{service="${service}"} > ${limit}`;
    return {
      alert: objective.alert,
      expr: `${spent(long)} and ${spent(short)}`,
      for: duration,
      labels: { severity, service, window: long },
      annotations: {
        summary: objective.summary,
        runbook: `docs/runbooks/alerts.md#${objective.alert.toLowerCase()}`,
      },
    };
  });
}
