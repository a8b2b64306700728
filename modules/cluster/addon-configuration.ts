import type { Placement } from "../kubernetes/placement";

/** Pod addresses that a node holds in advance. */
export interface PodAddresses {
  /** Free addresses that a node keeps ready. */
  readonly warmIpTarget: number;
  /** Addresses that a node takes when it starts. */
  readonly minimumIpTarget: number;
}

/** Values of the `vpc-cni` add-on: network policies are enforced, and nodes take no more addresses than they need. */
export function vpcCniConfiguration({ warmIpTarget, minimumIpTarget }: PodAddresses): object {
  return {
    enableNetworkPolicy: "true",
    env: { WARM_IP_TARGET: String(warmIpTarget), MINIMUM_IP_TARGET: String(minimumIpTarget) },
  };
}

// What `aws eks describe-addon-configuration --addon-name … --addon-version …` accepts. Anything else fails the apply,
// so what the add-ons do by themselves is left to them: two replicas of every controller, and node agents everywhere.

/** Values of the `coredns` add-on. */
export function corednsConfiguration(placement: Placement): object {
  return {
    ...placement,
    replicaCount: 2,
    podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
  };
}

/** Values of the `aws-ebs-csi-driver` add-on; its node agents tolerate every taint. */
export function ebsCsiConfiguration(placement: Placement, clusterName: string): object {
  return {
    // Whose volumes and snapshots they are, once the cluster is gone.
    controller: { ...placement, extraVolumeTags: { Cluster: clusterName } },
    node: { tolerateAllTaints: true },
  };
}

/** Values of the `aws-efs-csi-driver` add-on; its node agents tolerate every taint. */
export function efsCsiConfiguration(placement: Placement): object {
  return { controller: { ...placement } };
}

/** Values of the `snapshot-controller` add-on. */
export function snapshotControllerConfiguration(placement: Placement): object {
  return { ...placement };
}
