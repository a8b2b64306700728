import type { Placement } from "../../kubernetes/placement";
import { resources } from "../../kubernetes/resources";

const server = resources({ cpu: ["50m", "500m"], memory: ["128Mi", "512Mi"] });
const helper = resources({ cpu: ["10m", "200m"], memory: ["32Mi", "128Mi"] });

/**
 * Argo CD's cache: one Redis, or three behind a proxy
 * (https://github.com/argoproj/argo-helm/tree/main/charts/argo-cd#high-availability). The sub-chart sees nothing of
 * Argo CD's global placement, neither for itself nor for its proxy.
 */
export function redisValues(highAvailability: boolean, { nodeSelector, tolerations }: Placement) {
  const redisSecretInit = { resources: helper };
  if (!highAvailability) return { redisSecretInit, redis: { resources: server } };
  return {
    redisSecretInit,
    "redis-ha": {
      enabled: true,
      // A replica beside another is better than one that waits for a third node.
      hardAntiAffinity: false,
      nodeSelector,
      tolerations,
      podDisruptionBudget: { maxUnavailable: 1 },
      redis: { resources: server },
      sentinel: { resources: helper },
      splitBrainDetection: { resources: helper },
      init: { resources: helper },
      configmapTest: { resources: helper },
      haproxy: {
        hardAntiAffinity: false,
        tolerations,
        podDisruptionBudget: { maxUnavailable: 1 },
        resources: resources({ cpu: ["25m", "250m"], memory: ["64Mi", "256Mi"] }),
        init: { resources: helper },
        tests: { resources: helper },
      },
    },
  };
}
