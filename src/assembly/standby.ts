import { standbyName } from "../config/names";
import type { ClusterSection } from "../config/sections/cluster";

/** The general group of an idle standby keeps a node for each of three replicas, what the platform's quorums need. */
const generalNodes = 3;

/**
 * The standby region's cluster: the primary's under a name of its own, with as few nodes as the posture allows. The
 * maximum stays, so that the autoscaler can always grow the region to the primary's size.
 */
export function standbyCluster(primary: ClusterSection, posture: "standby" | "active"): ClusterSection {
  const cluster = { ...primary, name: standbyName(primary.name) };
  if (posture === "active") return cluster;
  const nodeGroups = Object.entries(primary.nodeGroups).map(([name, group]) => {
    const nodes = Math.min(group.minSize, name === primary.generalNodeGroup ? generalNodes : 1);
    return [name, { ...group, minSize: nodes, desiredCapacity: nodes }] as const;
  });
  return { ...cluster, nodeGroups: Object.fromEntries(nodeGroups) };
}
