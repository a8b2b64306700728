import { resources } from "../../kubernetes/resources";
import { zoneSpread } from "../../kubernetes/zone-spread";
import { capabilities } from "../capabilities";
import type { PlannedRelease, ReleaseProps } from "../release";

export interface ClusterAutoscalerProps extends ReleaseProps {
  readonly clusterName: string;
  readonly region: string;
  /** Tag of the image; its minor version is that of the cluster. */
  readonly imageTag: string;
  /** One of them acts, the others stand by. */
  readonly replicas: number;
  /** Service account with the IAM role that changes the auto-scaling groups. */
  readonly serviceAccount: string;
}

/**
 * The cluster autoscaler with the flags of INF-001 §8.2 and no others of ours
 * (https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler/charts/cluster-autoscaler). The chart itself
 * adds `--namespace`, where the autoscaler keeps its lease.
 */
export function clusterAutoscaler(props: ClusterAutoscalerProps): PlannedRelease {
  const { clusterName, placement, source } = props;
  const name = "cluster-autoscaler";
  return {
    name,
    source,
    values: {
      // Names the Deployment and its container, which would be called after the cloud otherwise.
      nameOverride: name,
      cloudProvider: "aws",
      awsRegion: props.region,
      autoDiscovery: {
        clusterName,
        tags: ["k8s.io/cluster-autoscaler/enabled", `k8s.io/cluster-autoscaler/${clusterName}`],
      },
      image: { repository: "registry.k8s.io/autoscaling/cluster-autoscaler", tag: props.imageTag },
      extraArgs: {
        v: 4,
        stderrthreshold: "info",
        "skip-nodes-with-local-storage": false,
        expander: "least-waste",
        "skip-nodes-with-system-pods": false,
        // The chart's default; null takes it away.
        logtostderr: null,
      },
      // A flag without a value.
      customArgs: ["--balance-similar-node-groups"],
      replicaCount: props.replicas,
      priorityClassName: "system-cluster-critical",
      podDisruptionBudget: { maxUnavailable: 1 },
      rbac: { serviceAccount: { create: true, name: props.serviceAccount } },
      nodeSelector: placement.nodeSelector,
      tolerations: placement.tolerations,
      topologySpreadConstraints: zoneSpread({ "app.kubernetes.io/name": name }),
      resources: resources({ cpu: ["100m", "500m"], memory: ["300Mi", "1Gi"] }),
      serviceMonitor: { enabled: true, namespace: source.namespace, interval: "30s" },
    },
    requires: [capabilities.monitors],
  };
}
