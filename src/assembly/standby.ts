import type { ReplicaSettings } from "../../modules/workloads/service-settings";
import type { Environment } from "../config";
import { standbyName } from "../config/names";
import type { ClusterSection } from "../config/sections/cluster";
import type { DatabaseSection } from "../config/sections/database";
import type { Posture } from "../config/sections/disaster-recovery";
import type { StandbyReplicaSettings } from "../stacks/data/standby-data-stack";
import { configuredReplicas, type RegionSettings, type ScaledService } from "./region-settings";

/** The general group of an idle standby keeps a node for each of three replicas, what the platform's quorums need. */
const idleGeneralNodes = 3;

/** An idle standby keeps a second pod, so that draining a node leaves it with one. */
const idlePods = 2;

/** The standby region as `disasterRecovery.posture` wants it. Stacks get sizes and switches; none knows the posture. */
export interface Standby extends RegionSettings {
  /** Names lead to this region, and fail over to the primary one. */
  readonly serves: boolean;
  /** Sizes of the node groups while the region is idle. */
  readonly idleNodeGroups: ClusterSection["nodeGroups"];
  /** Node groups are set to their desired capacity at every apply. */
  readonly enforceDesiredCapacity: boolean;
  readonly replica: StandbyReplicaSettings;
  /** The database copies the primary's and reports how far it lags; one that was promoted copies none. */
  readonly replicaHasSource: boolean;
}

/** The standby region of an environment; `undefined` for an environment with a single region. */
export function standbyOf(environment: Environment): Standby | undefined {
  const { name, prefix, disasterRecovery, cluster, database } = environment;
  if (!disasterRecovery) return undefined;
  const { posture, network } = disasterRecovery;
  const active = isActive(posture);
  return {
    region: network.region,
    stackPrefix: standbyName(name),
    namePrefix: standbyName(prefix),
    network,
    cluster: standbyCluster(cluster, posture),
    idleNodeGroups: standbyCluster(cluster, "standby").nodeGroups,
    replicasOf: (service) => standbyReplicas(service, posture),
    serves: active,
    // Activating the region raises the minimum, which EKS refuses while fewer nodes are asked for.
    enforceDesiredCapacity: active,
    replica: replicaSettings(database, active),
    replicaHasSource: !active,
  };
}

/**
 * The standby region's cluster: the primary's under a name of its own, with as few nodes as the posture allows. The
 * maximum stays, so that the autoscaler can always grow the region to the primary's size.
 */
export function standbyCluster(primary: ClusterSection, posture: Posture): ClusterSection {
  const cluster = { ...primary, name: standbyName(primary.name) };
  if (isActive(posture)) return cluster;
  const nodeGroups = Object.entries(primary.nodeGroups).map(([name, group]) => {
    const nodes = Math.min(group.minSize, name === primary.generalNodeGroup ? idleGeneralNodes : 1);
    return [name, { ...group, minSize: nodes, desiredCapacity: nodes }] as const;
  });
  return { ...cluster, nodeGroups: Object.fromEntries(nodeGroups) };
}

/**
 * A service's replicas in the standby region. The maximum stays, so that the autoscaler can always grow the service to
 * the primary's size.
 */
export function standbyReplicas(service: ScaledService, posture: Posture): ReplicaSettings {
  const configured = configuredReplicas(service);
  if (isActive(posture)) return configured;
  const min = Math.min(configured.min, idlePods);
  return {
    initial: Math.min(configured.initial, idlePods),
    min,
    max: configured.max,
    minAvailable: Math.min(configured.minAvailable, min - 1),
  };
}

function replicaSettings(database: DatabaseSection, active: boolean): StandbyReplicaSettings {
  return {
    instanceClass: active ? database.instanceClass : database.replicas.instanceClass,
    multiAz: active && database.multiAz,
    // While the primary region is down, a change cannot wait for the maintenance window.
    applyImmediately: active,
    finalSnapshot: active && database.finalSnapshot,
  };
}

function isActive(posture: Posture): boolean {
  return posture === "active";
}
