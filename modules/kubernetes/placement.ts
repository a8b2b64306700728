/** A toleration as a pod spec writes it (https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/). */
export interface Toleration {
  readonly key?: string;
  readonly operator: "Equal" | "Exists";
  readonly value?: string;
  readonly effect?: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

/** Which nodes a pod runs on. */
export interface Placement {
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly Toleration[];
}

/** For pods that run on every node, whatever its taints: agents, CSI drivers, log shippers. */
export const everyNode: Toleration = { operator: "Exists" };
