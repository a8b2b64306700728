import type { Construct } from "constructs";
import { Alarms, type AlarmsProps } from "./alarms";

/** An RDS instance that is watched. */
export interface WatchedInstance {
  /** Part of the alarms' names: `primary`. */
  readonly name: string;
  readonly identifier: string;
  /**
   * How far it may lag behind its source, in seconds.
   * @default - it has no source
   */
  readonly replicaLagSeconds?: number;
  /**
   * Whether it must report its lag. A replica that was promoted has none.
   * @default true
   */
  readonly isReplica?: boolean;
}

export interface DatabaseAlarmsProps extends AlarmsProps {
  readonly instances: readonly WatchedInstance[];
  /** Processor, in percent. */
  readonly cpuPercent: number;
  /** Free storage, in GiB. */
  readonly freeStorageGiB: number;
  /** Connections that an instance accepts, and how many of them in percent are too many. */
  readonly maxConnections: number;
  readonly connectionsPercent: number;
  /**
   * The instances are stopped by schedule, so an instance that reports nothing is no fault.
   * @default false
   */
  readonly autoShutdown?: boolean;
}

const bytesPerGiB = 1024 ** 3;

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html */
export class DatabaseAlarms extends Alarms {
  constructor(scope: Construct, id: string, props: DatabaseAlarmsProps) {
    super(scope, id, props);
    for (const instance of props.instances) {
      this.addLoad(instance, props);
      if (instance.replicaLagSeconds !== undefined) this.addLag(instance, instance.replicaLagSeconds);
    }
  }

  private addLoad({ name, identifier }: WatchedInstance, props: DatabaseAlarmsProps): void {
    const common = { namespace: "AWS/RDS", dimensions: { DBInstanceIdentifier: identifier } };
    const silent = props.autoShutdown ? "" : ", or it has stopped reporting";
    this.add(`database-${name}-cpu`, {
      ...common,
      description:
        `${identifier}: the processor is at ${props.cpuPercent} % or more for 15 minutes${silent}. Look for the ` +
        "statements that cause it in Performance Insights; add an index, a read replica, or choose a larger class.",
      metric: "CPUUtilization",
      statistic: "Average",
      threshold: props.cpuPercent,
      periods: 3,
      // Every instance that runs reports its processor each minute.
      missingData: props.autoShutdown ? "notBreaching" : "breaching",
    });
    this.add(`database-${name}-storage`, {
      ...common,
      description:
        `${identifier}: no more than ${props.freeStorageGiB} GiB are free, so the storage did not grow by itself. ` +
        "Raise database.maxAllocatedStorage; look for replication slots that hold the log back.",
      metric: "FreeStorageSpace",
      statistic: "Minimum",
      side: "below",
      threshold: props.freeStorageGiB * bytesPerGiB,
    });
    this.add(`database-${name}-connections`, {
      ...common,
      description:
        `${identifier}: ${props.connectionsPercent} % of its ${props.maxConnections} connections are taken for ` +
        "15 minutes. Look for services that leak them; lower their pools, or raise database.maxConnections.",
      metric: "DatabaseConnections",
      statistic: "Maximum",
      threshold: Math.floor((props.maxConnections * props.connectionsPercent) / 100),
      periods: 3,
    });
  }

  private addLag({ name, identifier, isReplica = true }: WatchedInstance, seconds: number): void {
    this.add(`database-${name}-lag`, {
      description:
        `${identifier}: ${seconds} seconds or more behind its source for 5 minutes, or it has stopped reporting. What ` +
        "it has not got is lost if it is promoted now. Look at the source's load, long transactions on the replica, " +
        "and the instance's replication state in RDS.",
      namespace: "AWS/RDS",
      metric: "ReplicaLag",
      dimensions: { DBInstanceIdentifier: identifier },
      statistic: "Average",
      threshold: seconds,
      period: 60,
      periods: 5,
      // A replica whose replication is broken may report nothing at all.
      missingData: isReplica ? "breaching" : "notBreaching",
    });
  }
}
