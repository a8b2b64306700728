import { z } from "zod";
import { int32, podsOfCluster } from "../formats/bounds";

// Kubernetes states no limit; of all policies one counts.
const policiesOfDirection = 20;

const scalingRules = z.object({
  /** How long the wish to scale must last, in seconds, 0-3600. */
  stabilizationWindowSeconds: z.int().min(0).max(3600),
  /** Steps of at most `value` percent or pods in `periodSeconds`, 1-1800. */
  policies: z
    .array(
      z.object({
        type: z.enum(["Percent", "Pods"]),
        value: z.int().min(1).max(int32),
        periodSeconds: z.int().min(1).max(1800),
      }),
    )
    .min(1)
    .max(policiesOfDirection),
  /** Which of the policies counts: the one with the smallest (`Min`) or the largest (`Max`) step. */
  selectPolicy: z.enum(["Min", "Max", "Disabled"]),
});

/** The HorizontalPodAutoscaler (https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/). */
export const autoscaling = z.object({
  /** Default: 3. */
  minReplicas: z.int().min(1).max(podsOfCluster).default(3),
  /** Default: 10. */
  maxReplicas: z.int().min(1).max(podsOfCluster).default(10),
  /** Average use of the CPU that the pod requests, its sidecar's with it, in percent. Default: 70. */
  cpuUtilization: z.int().min(1).max(100).default(70),
  /** Average use of the memory that the pod requests, its sidecar's with it, in percent. Default: 80. */
  memoryUtilization: z.int().min(1).max(100).default(80),
  /** Requests per second and pod, as the mesh counts them; `null` scales by CPU and memory alone. Default: 100. */
  requestsPerSecond: z.int().min(1).max(int32).nullable().default(100),
  /** Default: after five minutes, one pod or a tenth of them per minute, whichever is less. */
  scaleDown: scalingRules.default({
    stabilizationWindowSeconds: 300,
    policies: [
      { type: "Percent", value: 10, periodSeconds: 60 },
      { type: "Pods", value: 1, periodSeconds: 60 },
    ],
    selectPolicy: "Min",
  }),
  /** Default: after one minute, two pods or as many again per 30 seconds, whichever is more. */
  scaleUp: scalingRules.default({
    stabilizationWindowSeconds: 60,
    policies: [
      { type: "Percent", value: 100, periodSeconds: 30 },
      { type: "Pods", value: 2, periodSeconds: 30 },
    ],
    selectPolicy: "Max",
  }),
});
