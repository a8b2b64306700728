import type { ServiceSection } from "./config/sections/services/services";

/** How many pods a service has. */
export interface Replicas {
  /** Pods at creation. */
  readonly initial: number;
  /** Bounds of the autoscaler. */
  readonly min: number;
  readonly max: number;
  /** Pods that maintenance leaves running. */
  readonly minAvailable: number;
}

type Settings = Pick<ServiceSection, "replicas" | "minAvailable"> & {
  readonly autoscaling: Pick<ServiceSection["autoscaling"], "minReplicas" | "maxReplicas">;
};

/** An idle standby keeps a second pod, so that draining a node leaves it with one. */
const idlePods = 2;

/** The service's replicas in the primary region, and in a standby that was made active. */
export function activeReplicas({ replicas, minAvailable, autoscaling }: Settings): Replicas {
  const { minReplicas: min, maxReplicas: max } = autoscaling;
  return { initial: replicas, min, max, minAvailable: minAvailable ?? min - 1 };
}

/**
 * The service's replicas in the standby region. The maximum stays, so that the autoscaler can always grow the service
 * to the primary's size.
 */
export function standbyReplicas(settings: Settings, posture: "standby" | "active"): Replicas {
  const active = activeReplicas(settings);
  if (posture === "active") return active;
  const min = Math.min(active.min, idlePods);
  return {
    initial: Math.min(active.initial, idlePods),
    min,
    max: active.max,
    minAvailable: Math.min(active.minAvailable, min - 1),
  };
}
