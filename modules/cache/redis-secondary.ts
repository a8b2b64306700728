import { ElasticacheGlobalReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-global-replication-group";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { commonArguments, endpointsOf, type RedisEndpoints, type ReplicationGroupProps } from "./redis";

export interface RedisSecondaryProps extends ReplicationGroupProps {
  /** Identifier of the primary region's replication group. */
  readonly primaryReplicationGroupId: string;
  /**
   * Provider of the primary region, where the datastore is created.
   * @default - the stack's own
   */
  readonly primaryProvider?: AwsProvider;
}

/**
 * A region's read-only copy of another region's Redis, and the global datastore that joins the two
 * (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastore.html). The copy takes engine, node
 * type, parameters, encryption, password and failover from the primary, and AWS refuses requests that name them. It is
 * promoted by hand.
 */
export class RedisSecondary extends Construct {
  readonly replicationGroupId: string;
  /** Identifier of the global datastore. */
  readonly globalReplicationGroupId: string;
  readonly endpoints: RedisEndpoints;

  constructor(scope: Construct, id: string, props: RedisSecondaryProps) {
    super(scope, id);
    const datastore = new ElasticacheGlobalReplicationGroup(this, "redis", {
      globalReplicationGroupIdSuffix: props.primaryReplicationGroupId,
      globalReplicationGroupDescription: `${props.primaryReplicationGroupId} in all of its regions`,
      primaryReplicationGroupId: props.primaryReplicationGroupId,
      provider: props.primaryProvider,
    });
    this.globalReplicationGroupId = datastore.globalReplicationGroupId;
    const group = new ElasticacheReplicationGroup(new Construct(this, "member"), "redis", {
      ...commonArguments(this, props),
      globalReplicationGroupId: datastore.globalReplicationGroupId,
      // The provider takes their absence for "off", and AWS rejects changes of a member.
      lifecycle: { ignoreChanges: ["automatic_failover_enabled", "multi_az_enabled"] },
    });
    this.replicationGroupId = group.id;
    this.endpoints = endpointsOf(group);
  }
}
