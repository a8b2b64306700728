import {
  CreateSnapshotCommand,
  DeleteSnapshotCommand,
  DescribeReplicationGroupsCommand,
  DescribeSnapshotsCommand,
  type ElastiCacheClient,
  InvalidCacheClusterStateFault,
  InvalidReplicationGroupStateFault,
  InvalidSnapshotStateFault,
  type ReplicationGroup,
  type Snapshot,
  SnapshotAlreadyExistsFault,
  SnapshotNotFoundFault,
} from "@aws-sdk/client-elasticache";

/** A snapshot of ElastiCache, reduced to what decides on it. */
export interface SnapshotState {
  readonly name: string;
  /** `creating`, `available`, `restoring`, `copying`, `deleting` or `failed`. */
  readonly status: string;
}

/** What the function does to ElastiCache. */
export class Cache {
  constructor(private readonly client: ElastiCacheClient) {}

  /** Snapshots that were taken by request, whoever requested them. */
  async requestedSnapshots(): Promise<SnapshotState[]> {
    const found: Snapshot[] = [];
    let marker: string | undefined;
    do {
      // "user" filters; what comes back calls the same thing "manual".
      const page = await this.client.send(new DescribeSnapshotsCommand({ SnapshotSource: "user", Marker: marker }));
      found.push(...(page.Snapshots ?? []));
      marker = page.Marker;
    } while (marker);
    return found.flatMap(({ SnapshotName: name, SnapshotStatus: status = "", SnapshotSource: source }) =>
      name && source === "manual" ? [{ name, status }] : [],
    );
  }

  /**
   * Starts a snapshot.
   *
   * @returns false while the group is busy with something else, such as another snapshot
   * @throws Error when the group does not exist, and whatever else ElastiCache answers.
   */
  async startSnapshot(name: string, replicationGroupId: string): Promise<boolean> {
    const group = await this.replicationGroup(replicationGroupId);
    if (group.Status !== "available") return false;
    try {
      await this.client.send(new CreateSnapshotCommand({ SnapshotName: name, ...snapshotSource(group) }));
    } catch (error) {
      if (error instanceof InvalidReplicationGroupStateFault || error instanceof InvalidCacheClusterStateFault) {
        return false;
      }
      // Another run was faster. That is what was wanted.
      if (!(error instanceof SnapshotAlreadyExistsFault)) throw error;
    }
    return true;
  }

  /** Deletes a snapshot, unless it is gone already or just being restored or copied; then it is left for next time. */
  async deleteSnapshot(name: string): Promise<boolean> {
    try {
      await this.client.send(new DeleteSnapshotCommand({ SnapshotName: name }));
      return true;
    } catch (error) {
      if (error instanceof SnapshotNotFoundFault || error instanceof InvalidSnapshotStateFault) return false;
      throw error;
    }
  }

  private async replicationGroup(id: string): Promise<ReplicationGroup> {
    const { ReplicationGroups } = await this.client.send(
      new DescribeReplicationGroupsCommand({ ReplicationGroupId: id }),
    );
    const group = ReplicationGroups?.[0];
    if (!group) throw new Error(`there is no replication group ${id}; REPLICATION_GROUP_ID must name one`);
    return group;
  }
}

/**
 * A group without shards is named by one of its nodes, and by itself with them
 * (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-manual.html). A replica spares the primary the work.
 */
function snapshotSource({ ReplicationGroupId, ClusterEnabled, NodeGroups = [] }: ReplicationGroup) {
  if (ClusterEnabled) return { ReplicationGroupId };
  const nodes = NodeGroups.flatMap(({ NodeGroupMembers = [] }) => NodeGroupMembers);
  const node = nodes.find(({ CurrentRole }) => CurrentRole === "replica") ?? nodes[0];
  if (!node?.CacheClusterId)
    throw new Error(`replication group ${ReplicationGroupId} has no node to take a snapshot of`);
  return { CacheClusterId: node.CacheClusterId };
}
