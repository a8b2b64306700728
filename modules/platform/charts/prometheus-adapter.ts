import { resources } from "../../kubernetes/resources";
import { zoneSpread } from "../../kubernetes/zone-spread";
import { capabilities } from "../capabilities";
import { budget, type PlannedRelease, type ReleaseProps } from "../release";

export interface PrometheusAdapterProps extends ReleaseProps {
  readonly replicas: number;
  /** URL of Prometheus without its port, such as `http://prometheus.monitoring.svc`. */
  readonly prometheusUrl: string;
  readonly prometheusPort: number;
}

/**
 * `http_requests_per_second` of a pod, from what its sidecar counted as arriving
 * (https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/docs/config.md). The selector of the series is
 * not carried into the query, so the side that reports is named again there.
 */
const requestsPerSecond = {
  seriesQuery: 'istio_requests_total{reporter="destination",namespace!="",pod!=""}',
  resources: { overrides: { namespace: { resource: "namespace" }, pod: { resource: "pod" } } },
  name: { matches: "^istio_requests_total$", as: "http_requests_per_second" },
  metricsQuery: 'sum(rate(<<.Series>>{<<.LabelMatchers>>,reporter="destination"}[2m])) by (<<.GroupBy>>)',
};

/** Custom metrics for pod autoscalers (https://artifacthub.io/packages/helm/prometheus-community/prometheus-adapter). */
export function prometheusAdapter(props: PrometheusAdapterProps): PlannedRelease {
  const { placement, replicas, source } = props;
  const name = "prometheus-adapter";
  return {
    name,
    source,
    values: {
      replicas,
      prometheus: { url: props.prometheusUrl, port: props.prometheusPort, path: "" },
      rules: { default: false, custom: [requestsPerSecond] },
      podDisruptionBudget: { enabled: budget(replicas).enabled, maxUnavailable: 1 },
      nodeSelector: placement.nodeSelector,
      tolerations: placement.tolerations,
      topologySpreadConstraints: zoneSpread({ "app.kubernetes.io/name": name }),
      resources: resources({ cpu: ["50m", "500m"], memory: ["128Mi", "512Mi"] }),
    },
    requires: [capabilities.metricsQueries],
  };
}
