import { resources } from "../../kubernetes/resources";
import { zoneSpread } from "../../kubernetes/zone-spread";
import { capabilities } from "../capabilities";
import { budget, type PlannedRelease, type ReleaseProps } from "../release";

export interface MetricsServerProps extends ReleaseProps {
  readonly replicas: number;
}

/** CPU and memory for pod autoscalers (https://github.com/kubernetes-sigs/metrics-server/tree/master/charts/metrics-server). */
export function metricsServer({ placement, replicas, source }: MetricsServerProps): PlannedRelease {
  const name = "metrics-server";
  return {
    name,
    source,
    values: {
      replicas,
      podDisruptionBudget: budget(replicas),
      nodeSelector: placement.nodeSelector,
      tolerations: placement.tolerations,
      topologySpreadConstraints: zoneSpread({ "app.kubernetes.io/name": name }),
      resources: resources({ cpu: ["100m", "500m"], memory: ["200Mi", "400Mi"] }),
      metrics: { enabled: true },
      serviceMonitor: { enabled: true },
    },
    requires: [capabilities.monitors],
  };
}
