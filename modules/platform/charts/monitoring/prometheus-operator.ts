import { everyNode, type Placement } from "../../../kubernetes/placement";
import { resources } from "../../../kubernetes/resources";
import { elasticsearchState } from "./rules/logging";

const job = resources({ cpu: ["50m", "200m"], memory: ["64Mi", "256Mi"] });

/** The operator, what it adds to its pods, and the jobs that run before and after an installation. */
export function operatorValues({ nodeSelector, tolerations }: Placement) {
  return {
    crds: {
      enabled: true,
      // Helm installs custom resource definitions and never touches them again; this job brings them up to date.
      upgradeJob: {
        enabled: true,
        forceConflicts: true,
        image: { busybox: { tag: "1.38.0" } },
        resources: job,
        nodeSelector,
        tolerations,
      },
    },
    prometheusOperator: {
      resources: resources({ cpu: ["100m", "500m"], memory: ["128Mi", "512Mi"] }),
      nodeSelector,
      tolerations,
      admissionWebhooks: { patch: { resources: job, nodeSelector, tolerations } },
      prometheusConfigReloader: { resources: resources({ cpu: ["10m", "100m"], memory: ["32Mi", "64Mi"] }) },
    },
  };
}

/** What measures the nodes and the cluster's objects. */
export function agentValues({ nodeSelector, tolerations }: Placement) {
  return {
    "kube-state-metrics": {
      ...elasticsearchState,
      resources: resources({ cpu: ["25m", "250m"], memory: ["64Mi", "512Mi"] }),
      nodeSelector,
      tolerations,
    },
    "prometheus-node-exporter": {
      resources: resources({ cpu: ["25m", "250m"], memory: ["32Mi", "128Mi"] }),
      tolerations: [everyNode],
    },
  };
}
