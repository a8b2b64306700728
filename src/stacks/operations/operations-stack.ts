import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../../config";
import { globalRegion } from "../../contracts";
import { BaseStack, type BaseStackProps } from "../base-stack";
import { EnvironmentAlarms, type EnvironmentAlarmsProps } from "./alarms";
import { AutoShutdown } from "./auto-shutdown";
import { Cost } from "./cost";
import { Failover } from "./failover";
import type { PrimaryRegion, StandbyRegion } from "./regions";
import { AlarmTopics } from "./topics";

/** The sections of the configuration that the stack is made from. */
export type OperationsSettings = Pick<
  Environment,
  "ownsAccount" | "operations" | "cost" | "autoShutdown" | "cluster" | "database" | "cache"
>;

export interface OperationsStackProps extends BaseStackProps, Pick<EnvironmentAlarmsProps, "edge" | "backup"> {
  readonly settings: OperationsSettings;
  /** The primary region, whose `namePrefix` starts the environment's names. */
  readonly primary: PrimaryRegion;
  /**
   * The standby region.
   * @default - none
   */
  readonly standby?: StandbyRegion;
}

/**
 * What the environment is operated with: alarms, cost, automatic shutdown and the runbook of a region failure (INF-001
 * §9.2, §10).
 */
export class OperationsStack extends BaseStack {
  /** ARN of the topic of the primary region's alarms. */
  readonly alarmTopicArn: string;

  constructor(scope: Construct, id: string, props: OperationsStackProps) {
    super(scope, id, props);
    const { settings, primary, standby, edge, backup } = props;
    const { ownsAccount, autoShutdown, cluster, database, cache } = settings;
    const { namePrefix } = primary;
    const accountId = this.callerAccountId;
    const topics = this.addTopics(props);
    this.alarmTopicArn = topics.topicIn(primary.region).arn;
    new EnvironmentAlarms(this, "monitoring", {
      topics,
      primary,
      standby,
      edge,
      backup,
      thresholds: settings.operations.alarms,
      database,
      cache,
      autoShutdown: autoShutdown !== undefined,
      ownsAccount,
    });
    if (autoShutdown) {
      new AutoShutdown(this, "auto-shutdown", { accountId, schedule: autoShutdown, primary, cluster, topics });
    }
    const provider = standby && this.providerIn(standby.region);
    if (standby) {
      const topic = topics.topicIn(standby.region);
      new Failover(this, "region-failover", { accountId, primary, standby, provider, cluster, database, topic });
    }
    const { environment } = props;
    const topicArn = this.alarmTopicArn;
    new Cost(this, "cost", { namePrefix, environment, cost: settings.cost, ownsAccount, database, cache, topicArn });
    this.addOutputs();
  }

  private addTopics({ primary, standby, settings }: OperationsStackProps): AlarmTopics {
    const regions = [...new Set([primary.region, ...(standby ? [standby.region] : []), globalRegion])];
    return new AlarmTopics(this, "topics", {
      namePrefix: primary.namePrefix,
      accountId: this.callerAccountId,
      emails: settings.operations.emails,
      regions: regions.map((region) => ({ region, provider: this.providerIn(region) })),
    });
  }

  private addOutputs(): void {
    new TerraformOutput(this, "alarm_topic_arn", {
      value: this.alarmTopicArn,
      description: "Topic of the primary region's alarms; subscribe a chat or a pager to it",
    });
  }
}
