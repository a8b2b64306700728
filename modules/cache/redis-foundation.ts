import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group";
import { Construct } from "constructs";

export interface RedisFoundationProps {
  /** Identifier of the replication group, which its logs and subnet group are named after. */
  readonly replicationGroupId: string;
  /** Subnets that the nodes may be placed in. */
  readonly subnetIds: readonly string[];
  /** Days that CloudWatch keeps the logs. */
  readonly logRetentionDays: number;
}

/** What a replication group needs in its region: subnets, and log groups that it writes to. */
export class RedisFoundation extends Construct {
  readonly subnetGroupName: string;
  /** The group's `log_delivery_configuration` blocks. */
  readonly logDelivery: { destination: string; destinationType: string; logFormat: string; logType: string }[];

  constructor(scope: Construct, id: string, props: RedisFoundationProps) {
    super(scope, id);
    const { replicationGroupId, logRetentionDays } = props;
    this.subnetGroupName = new ElasticacheSubnetGroup(this, "redis", {
      name: replicationGroupId,
      description: "Isolated subnets of the cache",
      subnetIds: [...props.subnetIds],
      tags: { Name: replicationGroupId },
    }).name;
    const logs = new Construct(this, "logs");
    const addLog = (address: string, logType: string) => {
      const { name } = new CloudwatchLogGroup(logs, address, {
        name: `/aws/elasticache/${replicationGroupId}/${logType}`,
        retentionInDays: logRetentionDays,
      });
      return { destination: name, destinationType: "cloudwatch-logs", logFormat: "json", logType };
    };
    this.logDelivery = [addLog("redis", "slow-log"), addLog("redis_engine", "engine-log")];
  }
}
