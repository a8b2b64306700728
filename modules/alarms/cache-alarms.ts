import type { Construct } from "constructs";
import { Alarms, type AlarmsProps } from "./alarms";

export interface CacheAlarmsProps extends AlarmsProps {
  readonly replicationGroupId: string;
  /** Number of nodes, which ElastiCache names `<replicationGroupId>-001` and so on. */
  readonly nodes: number;
  /** Memory for data, in percent. */
  readonly memoryPercent: number;
  /** Redis' one thread, in percent. */
  readonly cpuPercent: number;
  /** Keys dropped in five minutes. */
  readonly evictions: number;
  /** Lag of a replica, in seconds. */
  readonly replicationLagSeconds: number;
}

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html */
export class CacheAlarms extends Alarms {
  constructor(scope: Construct, id: string, props: CacheAlarmsProps) {
    super(scope, id, props);
    for (let index = 1; index <= props.nodes; index++) this.addNode(`${index}`.padStart(3, "0"), props);
  }

  private addNode(node: string, props: CacheAlarmsProps): void {
    const cluster = `${props.replicationGroupId}-${node}`;
    const common = {
      namespace: "AWS/ElastiCache",
      dimensions: { CacheClusterId: cluster, CacheNodeId: "0001" },
    };
    this.add(`redis-${node}-memory`, {
      ...common,
      description:
        `Redis node ${node}: ${props.memoryPercent} % of the memory for data is used for 15 minutes. Give keys a ` +
        "lifetime, or choose a larger cache.nodeType.",
      metric: "DatabaseMemoryUsagePercentage",
      statistic: "Maximum",
      threshold: props.memoryPercent,
      periods: 3,
    });
    this.add(`redis-${node}-evictions`, {
      ...common,
      description:
        `Redis node ${node} evicts keys before they expire (${props.evictions} or more in 5 minutes), because it lacks ` +
        "memory. Sessions may be lost: choose a larger cache.nodeType.",
      metric: "Evictions",
      statistic: "Sum",
      threshold: props.evictions,
    });
    this.add(`redis-${node}-cpu`, {
      ...common,
      description:
        `Redis node ${node}: its thread is at ${props.cpuPercent} % or more for 15 minutes, or it has stopped ` +
        "reporting. Look for slow commands in the slow log; read from the reader endpoint.",
      metric: "EngineCPUUtilization",
      statistic: "Average",
      threshold: props.cpuPercent,
      periods: 3,
      // A node that runs always reports it.
      missingData: "breaching",
    });
    // A single node has nothing to lag behind; the one that is the primary reports nothing.
    if (props.nodes === 1) return;
    this.add(`redis-${node}-lag`, {
      ...common,
      description:
        `Redis node ${node}: ${props.replicationLagSeconds} seconds or more behind the primary for 5 minutes. A ` +
        "failover now loses what it has not got. Look at the primary's load and network.",
      metric: "ReplicationLag",
      statistic: "Average",
      threshold: props.replicationLagSeconds,
      period: 60,
      periods: 5,
    });
  }
}
