import { resources } from "../../kubernetes/resources";
import { capabilities } from "../capabilities";
import { budget, type PlannedRelease, type ReleaseProps } from "../release";

export interface EckOperatorProps extends ReleaseProps {
  /** One of them acts, the others stand by. */
  readonly replicas: number;
}

/**
 * Elastic Cloud on Kubernetes (https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s). Removing the release
 * removes its custom resources, and with them every Elasticsearch cluster.
 */
export function eckOperator({ placement, replicas, source }: EckOperatorProps): PlannedRelease {
  return {
    name: "eck-operator",
    source,
    values: {
      installCRDs: true,
      replicaCount: replicas,
      podDisruptionBudget: budget(replicas),
      nodeSelector: placement.nodeSelector,
      tolerations: placement.tolerations,
      resources: resources({ cpu: ["100m", "1"], memory: ["150Mi", "1Gi"] }),
      telemetry: { disabled: true },
      config: { metrics: { port: "9090" } },
      podMonitor: { enabled: true },
      // An operator that is away must not stop changes to what it manages.
      webhook: { failurePolicy: "Ignore" },
    },
    requires: [capabilities.monitors],
    provides: [capabilities.elasticResources],
  };
}
