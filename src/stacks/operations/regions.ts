import type { NodeGroupSizes } from "../../../modules/cluster/node-group-sizes";
import type { ClusterStack } from "../cluster/cluster-stack";
import type { DataStack } from "../data/data-stack";
import type { StandbyDataStack } from "../data/standby-data-stack";
import type { IngressStack } from "../ingress-stack";
import type { NetworkStack } from "../network-stack";
import type { Region } from "../region";

/** A region with those of its stacks that alarms and runbooks are about. */
interface RegionStacks extends Region {
  readonly network: Pick<NetworkStack, "natGatewayIds">;
  readonly cluster: Pick<ClusterStack, "clusterName">;
  readonly ingress: Pick<IngressStack, "loadBalancerArnSuffix" | "targetGroupArnSuffix" | "certificateArn">;
}

export interface PrimaryRegion extends RegionStacks {
  readonly data: Pick<DataStack, "primaryIdentifier" | "replicaIdentifiers" | "replicationGroupId">;
}

export interface StandbyRegion extends RegionStacks {
  /** Sizes of the node groups while the region is idle, by name. */
  readonly idleNodeGroups: Readonly<Record<string, NodeGroupSizes>>;
  readonly data: Pick<StandbyDataStack, "replicaIdentifier" | "replicationGroupId" | "globalReplicationGroupId">;
  /** The database copies the primary's and reports how far it lags; one that was promoted copies none. */
  readonly replicaHasSource: boolean;
}
