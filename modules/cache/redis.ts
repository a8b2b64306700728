import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { Construct } from "constructs";
import { FinalSnapshot } from "../backup/final-snapshot";
import { RedisFoundation, type RedisFoundationProps } from "./redis-foundation";

/** What replication groups have in common, alone or in a global datastore. */
export interface ReplicationGroupProps extends RedisFoundationProps {
  /** Port that the nodes listen on; the security group of the caches opens it. */
  readonly port: number;
  readonly description: string;
  /** Number of nodes, one of which is the primary. */
  readonly nodes: number;
  readonly securityGroupIds: readonly string[];
  /** ARN of the region's key, which encrypts the data at rest. */
  readonly kmsKeyArn: string;
  /** Days that automatic snapshots are kept, 0-35. */
  readonly snapshotRetentionDays: number;
  /** Daily window in UTC, `04:00-05:00`. */
  readonly snapshotWindow: string;
  /** Weekly window in UTC, `sun:05:30-sun:06:30`. */
  readonly maintenanceWindow: string;
  /**
   * Makes changes at once instead of in the next maintenance window.
   * @default false
   */
  readonly applyImmediately?: boolean;
  /**
   * Tags beside the name.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface RedisProps extends ReplicationGroupProps {
  /** Version of Redis, such as `7.0`. */
  readonly engineVersion: string;
  /** Family of the parameter group, such as `redis7`. */
  readonly parameterGroupFamily: string;
  /** First part of the parameter group's name. */
  readonly namePrefix: string;
  /** Type of the nodes, such as `cache.r6g.xlarge`. */
  readonly nodeType: string;
  /** Password of the cache: 16-128 letters and digits. */
  readonly authToken: string;
  /** Promotes a replica when the primary fails; needs two nodes. */
  readonly automaticFailover: boolean;
  /** Spreads the nodes over zones; needs automatic failover. */
  readonly multiAz: boolean;
  /**
   * Terraform refuses to delete the group.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /**
   * Takes a last snapshot, `<replicationGroupId>-final-<random>`, when the group is deleted.
   * @default true
   */
  readonly finalSnapshot?: boolean;
  /**
   * The group is the primary of a global datastore, which then decides on its engine, parameters and node type.
   * @default false
   */
  readonly globalPrimary?: boolean;
}

/**
 * A Redis replication group without shards
 * (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Replication.Redis.Groups.html), encrypted at rest and in
 * transit, and reachable with its password only.
 */
export class Redis extends Construct {
  readonly replicationGroupId: string;
  readonly endpoints: RedisEndpoints;

  constructor(scope: Construct, id: string, props: RedisProps) {
    super(scope, id);
    const { deletionProtection = true, finalSnapshot = true, parameterGroupFamily: family } = props;
    const { replicationGroupId, kmsKeyArn } = props;
    const keepers = { replicationGroupId, kmsKeyArn };
    const parameters = new ElasticacheParameterGroup(new Construct(this, "parameters"), "redis", {
      name: `${props.namePrefix}-${family}`,
      description: `Parameters of the ${family} caches of ${props.namePrefix}`,
      family,
      tags: { Name: `${props.namePrefix}-${family}` },
      // A group that a cache uses cannot be deleted: the next major version's must exist first.
      lifecycle: { createBeforeDestroy: true },
    });
    const group = new ElasticacheReplicationGroup(this, "redis", {
      ...commonArguments(this, props),
      engine: "redis",
      engineVersion: props.engineVersion,
      nodeType: props.nodeType,
      parameterGroupName: parameters.name,
      atRestEncryptionEnabled: "true",
      transitEncryptionEnabled: true,
      authToken: props.authToken,
      authTokenUpdateStrategy: "ROTATE",
      automaticFailoverEnabled: props.automaticFailover,
      multiAzEnabled: props.multiAz,
      finalSnapshotIdentifier: finalSnapshot
        ? new FinalSnapshot(new Construct(this, "snapshot"), "redis", { of: replicationGroupId, keepers }).identifier
        : undefined,
      lifecycle: {
        preventDestroy: deletionProtection,
        ignoreChanges: props.globalPrimary ? ["engine_version", "node_type", "parameter_group_name"] : undefined,
      },
    });
    this.replicationGroupId = group.id;
    this.endpoints = endpointsOf(group);
  }
}

/** The arguments of a replication group that a member of a global datastore has too. */
export function commonArguments(scope: Construct, props: ReplicationGroupProps) {
  const foundation = new RedisFoundation(scope, "foundation", props);
  return {
    replicationGroupId: props.replicationGroupId,
    description: props.description,
    numCacheClusters: props.nodes,
    port: props.port,
    subnetGroupName: foundation.subnetGroupName,
    securityGroupIds: [...props.securityGroupIds],
    kmsKeyId: props.kmsKeyArn,
    // Terraform would take back a minor version that AWS brought, which replaces the group and loses its data.
    autoMinorVersionUpgrade: "false",
    snapshotRetentionLimit: props.snapshotRetentionDays,
    snapshotWindow: props.snapshotWindow,
    maintenanceWindow: props.maintenanceWindow,
    applyImmediately: props.applyImmediately || undefined,
    logDeliveryConfiguration: foundation.logDelivery,
    tags: { Name: props.replicationGroupId, ...props.tags },
  };
}

/** Host names of a replication group. */
export interface RedisEndpoints {
  /** Host of the node that takes writes. */
  readonly primaryEndpoint: string;
  /** Host that spreads reads over the replicas. */
  readonly readerEndpoint: string;
}

export function endpointsOf(group: ElasticacheReplicationGroup): RedisEndpoints {
  return { primaryEndpoint: group.primaryEndpointAddress, readerEndpoint: group.readerEndpointAddress };
}
