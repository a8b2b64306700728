import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { AlarmsProps } from "../../../modules/alarms/alarms";
import { BackupAlarms } from "../../../modules/alarms/backup-alarms";
import { CertificateAlarms } from "../../../modules/alarms/certificate-alarms";
import { DistributionAlarms } from "../../../modules/alarms/distribution-alarms";
import { ScheduleAlarms } from "../../../modules/alarms/schedule-alarms";
import { SnapshotAlarms } from "../../../modules/alarms/snapshot-alarms";
import { OfficeHours } from "../../../modules/auto-shutdown/auto-shutdown";
import { RegionFailover } from "../../../modules/failover/region-failover";
import { AlarmTopic } from "../../../modules/notifications/alarm-topic";
import type { Environment } from "../../config";
import { globalRegion } from "../../contracts";
import type { BackupStack } from "../backup/backup-stack";
import { BaseStack, type BaseStackProps } from "../base-stack";
import type { DataStack } from "../data/data-stack";
import type { StandbyDataStack } from "../data/standby-data-stack";
import type { EdgeStack } from "../edge-stack";
import { officeHours } from "./auto-shutdown";
import { Spending } from "./cost";
import { Delivery } from "./delivery";
import { RegionalAlarms, type WatchedRegion } from "./regional-alarms";

/** The sections of the configuration that the stack is made from. */
export type OperationsSettings = Pick<
  Environment,
  | "ownsAccount"
  | "safeguards"
  | "operations"
  | "delivery"
  | "cost"
  | "autoShutdown"
  | "cluster"
  | "database"
  | "cache"
  | "disasterRecovery"
>;

/** What is operated in a region. */
export interface OperatedRegion extends WatchedRegion {
  readonly region: string;
  /** First part of the region's names: `techally`, `techally-dr`. */
  readonly namePrefix: string;
}

export interface OperationsStackProps extends BaseStackProps {
  /** First part of the environment's names. */
  readonly namePrefix: string;
  readonly settings: OperationsSettings;
  readonly primary: OperatedRegion & {
    readonly data: Pick<DataStack, "primaryIdentifier" | "replicaIdentifiers" | "replicationGroupId">;
  };
  /**
   * The standby region.
   * @default - none
   */
  readonly standby?: OperatedRegion & {
    readonly data: Pick<StandbyDataStack, "replicaIdentifier" | "replicationGroupId" | "globalReplicationGroupId">;
  };
  readonly edge: Pick<EdgeStack, "distributionId" | "certificateArn">;
  /**
   * The daily snapshots of Redis.
   * @default - none are taken
   */
  readonly backup?: Pick<BackupStack, "functionName" | "deadLetterQueueName">;
}

/** Services that publish to every alarm topic, and those that report costs. */
const publishers = ["cloudwatch.amazonaws.com", "budgets.amazonaws.com", "costalerts.amazonaws.com"];

/**
 * What runs the environment: images and who brings them, alarms and whom they reach, costs, office hours and the
 * runbook of a region failure (INF-001 §1.2, §9.2, §10).
 */
export class OperationsStack extends BaseStack {
  /** ARN of the topic of the first region's alarms. */
  readonly alarmTopicArn: string;
  /** URLs of the image repositories by service, without a tag. */
  readonly repositoryUrls: Readonly<Record<string, string>>;
  /** URLs by service for the standby region, whose registry has copies of the images. */
  readonly standbyRepositoryUrls: Readonly<Record<string, string>>;
  private readonly topics = new Map<string, AlarmTopic>();

  constructor(scope: Construct, id: string, props: OperationsStackProps) {
    super(scope, id, props);
    const { namePrefix, settings, primary, standby } = props;
    for (const region of new Set([primary.region, ...(standby ? [standby.region] : []), globalRegion])) {
      this.addTopic(region, props);
    }
    this.alarmTopicArn = this.topicOf(primary.region).arn;
    this.addAlarms(props);
    if (settings.autoShutdown) this.addOfficeHours(settings.autoShutdown, props);
    if (standby) this.addFailover(standby, props);

    const standbyProvider = standby && this.providerIn(standby.region);
    const delivery = new Delivery(this, "delivery", {
      namePrefix,
      delivery: settings.delivery,
      ownsAccount: settings.ownsAccount,
      accountId: this.callerAccountId,
      region: primary.region,
      state: props.state,
      secretPrefixes: standby ? [primary.namePrefix, standby.namePrefix] : [primary.namePrefix],
      preventDestroy: settings.safeguards === "strict",
      standby: standby && standbyProvider && { region: standby.region, provider: standbyProvider },
    });
    this.repositoryUrls = delivery.repositoryUrls;
    this.standbyRepositoryUrls = delivery.standbyRepositoryUrls;
    new Spending(this, "spending", {
      namePrefix,
      environment: props.environment,
      cost: settings.cost,
      ownsAccount: settings.ownsAccount,
      database: settings.database,
      cache: settings.cache,
      topicArn: this.alarmTopicArn,
    });
    this.addOutputs(delivery);
  }

  /** A topic for a region's alarms; the first region's is `alarms`, another's is named after the region. */
  private addTopic(region: string, { namePrefix, settings, primary }: OperationsStackProps): void {
    const alias = region.replaceAll("-", "_");
    const isFirst = region === primary.region;
    const topic = new AlarmTopic(this, isFirst ? "alarms" : `alarms_${alias}`, {
      namePrefix,
      accountId: this.callerAccountId,
      publishers,
      emails: settings.operations.emails,
      provider: this.providerIn(region),
    });
    this.topics.set(region, topic);
  }

  private addAlarms(props: OperationsStackProps): void {
    const { settings, primary, standby, edge } = props;
    const { database, cache, operations, ownsAccount } = settings;
    const thresholds = operations.alarms;
    const sleeps = settings.autoShutdown !== undefined;
    const common = { thresholds, database, cache, sleeps };
    const global = this.alarmsIn(globalRegion, primary.namePrefix);
    new RegionalAlarms(this, "primary", {
      ...common,
      ...primary,
      ...this.alarmsIn(primary.region, primary.namePrefix),
      instances: [
        { name: "primary", identifier: primary.data.primaryIdentifier },
        ...primary.data.replicaIdentifiers.map((identifier, index) => ({
          name: `read-replica-${index + 1}`,
          identifier,
          replicaLagSeconds: thresholds.database.replicaLagSeconds,
        })),
      ],
    });
    if (standby) {
      new RegionalAlarms(this, "standby", {
        ...common,
        ...standby,
        ...this.alarmsIn(standby.region, standby.namePrefix),
        idPrefix: "dr-",
        instances: [
          {
            name: "replica",
            identifier: standby.data.replicaIdentifier,
            replicaLagSeconds: thresholds.database.crossRegionReplicaLagSeconds,
            isReplica: settings.disasterRecovery?.posture !== "active",
          },
        ],
      });
    }
    new DistributionAlarms(this, "cdn", {
      ...global,
      distributionId: edge.distributionId,
      errorPercent: thresholds.distributionErrorPercent,
    });
    new CertificateAlarms(this, "cdn-certificate", {
      ...global,
      certificateArns: { cdn: edge.certificateArn },
      days: thresholds.certificateDays,
    });
    if (props.backup) {
      const { functionName, deadLetterQueueName } = props.backup;
      new SnapshotAlarms(this, "snapshots", {
        ...this.alarmsIn(primary.region, primary.namePrefix),
        functionName,
        deadLetterQueueName,
      });
    }
    if (!ownsAccount) return;
    new BackupAlarms(this, "backups", this.alarmsIn(primary.region, primary.namePrefix));
    if (!standby) return;
    new BackupAlarms(this, "standby-backups", {
      ...this.alarmsIn(standby.region, standby.namePrefix),
      idPrefix: "dr-",
    });
  }

  private addOfficeHours(section: NonNullable<Environment["autoShutdown"]>, props: OperationsStackProps): void {
    const { namePrefix, primary, settings } = props;
    const { data, cluster, region } = primary;
    const { groupName } = new OfficeHours(this, "office-hours", {
      ...officeHours(section),
      namePrefix,
      region,
      accountId: this.callerAccountId,
      clusterName: cluster.clusterName,
      nodeGroups: Object.entries(settings.cluster.nodeGroups).map(([name, group]) => ({ ...group, name })),
      instanceIdentifiers: [data.primaryIdentifier],
    });
    new ScheduleAlarms(this, "schedules", { ...this.alarmsIn(region, namePrefix), groupName });
  }

  private addFailover(standby: NonNullable<OperationsStackProps["standby"]>, props: OperationsStackProps): void {
    const { region, data, cluster } = standby;
    const provider = this.providerIn(region);
    if (!provider) throw new Error(`no provider for ${region}; a standby is in another region than the primary`);
    const { cluster: sizes, database } = props.settings;
    const { arn: topicArn, keyArn: topicKeyArn } = this.topicOf(region);
    const { documentName } = new RegionFailover(this, "failover", {
      namePrefix: props.namePrefix,
      accountId: this.callerAccountId,
      region,
      provider,
      replicaIdentifier: data.replicaIdentifier,
      backupRetentionDays: database.backupRetentionDays,
      clusterName: cluster.clusterName,
      nodeGroups: Object.entries(sizes.nodeGroups).map(([name, group]) => ({ ...group, name })),
      globalDatastore:
        data.globalReplicationGroupId === undefined
          ? undefined
          : { id: data.globalReplicationGroupId, replicationGroupId: data.replicationGroupId },
      topicArn,
      topicKeyArn,
    });
    new TerraformOutput(this, "region_failover_document", {
      value: documentName,
      description: `Runbook to start in Systems Manager, in ${region}, when ${props.region} fails`,
    });
  }

  private alarmsIn(region: string, namePrefix: string): AlarmsProps {
    return { namePrefix, topicArn: this.topicOf(region).arn, provider: this.providerIn(region) };
  }

  private topicOf(region: string): AlarmTopic {
    const topic = this.topics.get(region);
    if (!topic)
      throw new Error(`no alarm topic in ${region}; there are topics in ${[...this.topics.keys()].join(", ")}`);
    return topic;
  }

  private addOutputs(delivery: Delivery): void {
    new TerraformOutput(this, "alarm_topic_arn", {
      value: this.alarmTopicArn,
      description: "Topic of the first region's alarms; subscribe a chat or a pager to it",
    });
    new TerraformOutput(this, "repository_urls", {
      value: this.repositoryUrls,
      description: "Where images are pushed to and pulled from, by service",
    });
    if (delivery.pushRoleArn === undefined) return;
    new TerraformOutput(this, "push_role_arn", {
      value: delivery.pushRoleArn,
      description: "Role for aws-actions/configure-aws-credentials in the workflow that pushes images",
    });
  }
}
