import {
  CreateSnapshotCommand,
  DeleteSnapshotCommand,
  DescribeReplicationGroupsCommand,
  DescribeSnapshotsCommand,
  ElastiCacheClient,
  InvalidReplicationGroupStateFault,
  type ReplicationGroup,
  type Snapshot,
  SnapshotAlreadyExistsFault,
  SnapshotNotFoundFault,
} from "@aws-sdk/client-elasticache";

const fault = { $metadata: {}, message: "fake" };

/** ElastiCache with one replication group, behind the client of the SDK. */
export class FakeElastiCache {
  readonly client = new ElastiCacheClient({ region: "eu-west-1" });
  /** Requests that change something, in order: `create acme-daily-2026-11-23 of redis-002`. */
  readonly changes: string[] = [];
  /** Thrown by the next requests of a kind, one each. */
  readonly faults: { create: Error[]; delete: Error[]; list: Error[] } = { create: [], delete: [], list: [] };
  group: ReplicationGroup | undefined = {
    ReplicationGroupId: "redis",
    Status: "available",
    ClusterEnabled: false,
    NodeGroups: [
      {
        NodeGroupMembers: [
          { CacheClusterId: "redis-001", CurrentRole: "primary" },
          { CacheClusterId: "redis-002", CurrentRole: "replica" },
          { CacheClusterId: "redis-003", CurrentRole: "replica" },
        ],
      },
    ],
  };
  /** Snapshots on each page of a list. */
  pageSize = 50;

  constructor(public snapshots: Snapshot[] = []) {
    this.client.send = jest.fn(async (command: unknown) => this.answer(command));
  }

  private answer(command: unknown) {
    if (command instanceof DescribeReplicationGroupsCommand) {
      const found = command.input.ReplicationGroupId === this.group?.ReplicationGroupId;
      return { ReplicationGroups: found ? [this.group] : [] };
    }
    if (command instanceof DescribeSnapshotsCommand)
      return this.list(command.input.SnapshotSource, command.input.Marker);
    if (command instanceof CreateSnapshotCommand) return this.create(command.input);
    if (command instanceof DeleteSnapshotCommand) return this.remove(command.input.SnapshotName ?? "");
    throw new Error(`unexpected request ${command?.constructor.name}`);
  }

  private list(source: string | undefined, marker = "0") {
    throwNext(this.faults.list);
    const wanted = source === "user" ? this.snapshots.filter((one) => one.SnapshotSource === "manual") : this.snapshots;
    const end = Number(marker) + this.pageSize;
    return { Snapshots: wanted.slice(Number(marker), end), Marker: end < wanted.length ? String(end) : undefined };
  }

  private create(input: { SnapshotName?: string; CacheClusterId?: string; ReplicationGroupId?: string }) {
    const { SnapshotName: name = "", CacheClusterId: node, ReplicationGroupId: group } = input;
    throwNext(this.faults.create);
    if (this.group?.Status !== "available") throw new InvalidReplicationGroupStateFault(fault);
    if (this.snapshots.some((one) => one.SnapshotName === name)) throw new SnapshotAlreadyExistsFault(fault);
    this.snapshots.push(manual(name, "creating"));
    this.changes.push(`create ${name} of ${node ?? group}`);
    return {};
  }

  private remove(name: string) {
    throwNext(this.faults.delete);
    if (!this.snapshots.some((one) => one.SnapshotName === name)) throw new SnapshotNotFoundFault(fault);
    this.snapshots = this.snapshots.filter((one) => one.SnapshotName !== name);
    this.changes.push(`delete ${name}`);
    return {};
  }
}

export function manual(name: string, status = "available"): Snapshot {
  return { SnapshotName: name, SnapshotStatus: status, SnapshotSource: "manual" };
}

function throwNext(errors: Error[]): void {
  const error = errors.shift();
  if (error) throw error;
}
