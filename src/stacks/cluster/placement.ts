import type { Placement, Toleration } from "../../../modules/kubernetes/placement";
import type { ClusterSection, NodeGroupSection } from "../../config/sections/cluster";

/** Puts pods on the nodes of a group: its labels select them, and each of its taints is tolerated. */
export function placementOn({ labels, taints }: Pick<NodeGroupSection, "labels" | "taints">): Placement {
  return { nodeSelector: { ...labels }, tolerations: taints.map(toToleration) };
}

/** Where everything runs that asks for no other node group. */
export function generalPlacement({ nodeGroups, generalNodeGroup }: ClusterSection): Placement {
  const group = nodeGroups[generalNodeGroup];
  if (group) return placementOn(group);
  throw new Error(
    `cluster.generalNodeGroup is ${JSON.stringify(generalNodeGroup)}; allowed are the node groups ` +
      `${Object.keys(nodeGroups).join(", ")}; pass the environment through loadEnvironments first`,
  );
}

function toToleration({ key, value, effect }: NodeGroupSection["taints"][number]): Toleration {
  return value === undefined ? { key, operator: "Exists", effect } : { key, operator: "Equal", value, effect };
}
