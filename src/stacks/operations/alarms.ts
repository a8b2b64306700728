import { Construct } from "constructs";
import { BackupAlarms } from "../../../modules/alarms/backup-alarms";
import { CertificateAlarms } from "../../../modules/alarms/certificate-alarms";
import { DistributionAlarms } from "../../../modules/alarms/distribution-alarms";
import { SnapshotAlarms } from "../../../modules/alarms/snapshot-alarms";
import { standbySuffix } from "../../config/names";
import type { CacheSection } from "../../config/sections/cache";
import type { DatabaseSection } from "../../config/sections/database";
import type { AlarmThresholds } from "../../config/sections/operations";
import { globalRegion } from "../../contracts";
import type { BackupStack } from "../backup/backup-stack";
import type { EdgeStack } from "../edge-stack";
import { RegionalAlarms } from "./regional-alarms";
import type { PrimaryRegion, StandbyRegion } from "./regions";
import type { AlarmTopics } from "./topics";

export interface EnvironmentAlarmsProps {
  readonly topics: AlarmTopics;
  readonly thresholds: AlarmThresholds;
  readonly database: DatabaseSection;
  readonly cache: CacheSection;
  /** Nodes and databases are stopped at times. */
  readonly autoShutdown: boolean;
  /** Whether the environment owns the account, and so is told of all backups that fail in it. */
  readonly ownsAccount: boolean;
  readonly primary: PrimaryRegion;
  /**
   * The standby region.
   * @default - none
   */
  readonly standby?: StandbyRegion;
  readonly edge: Pick<EdgeStack, "distributionId" | "certificateArn">;
  /**
   * The daily snapshots of Redis.
   * @default - none are taken
   */
  readonly backup?: Pick<BackupStack, "functionName" | "deadLetterQueueName">;
}

/** The alarms of each region, of CloudFront and of backups. */
export class EnvironmentAlarms extends Construct {
  constructor(scope: Construct, id: string, props: EnvironmentAlarmsProps) {
    super(scope, id);
    const { topics, thresholds, primary, standby, edge, backup } = props;
    this.addRegional(props);
    const global = topics.alarmsIn({ region: globalRegion, namePrefix: primary.namePrefix });
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
    if (backup) {
      const { functionName, deadLetterQueueName } = backup;
      new SnapshotAlarms(this, "snapshots", { ...topics.alarmsIn(primary), functionName, deadLetterQueueName });
    }
    if (!props.ownsAccount) return;
    new BackupAlarms(this, "backups", topics.alarmsIn(primary));
    if (!standby) return;
    new BackupAlarms(this, "standby-backups", { ...topics.alarmsIn(standby), idPrefix: `${standbySuffix}-` });
  }

  private addRegional({
    topics,
    primary,
    standby,
    thresholds,
    database,
    cache,
    autoShutdown,
  }: EnvironmentAlarmsProps): void {
    const common = { thresholds, database, cache, autoShutdown };
    const { replicaLagSeconds, crossRegionReplicaLagSeconds } = thresholds.database;
    new RegionalAlarms(this, "primary", {
      ...common,
      ...topics.alarmsIn(primary),
      region: primary,
      topicKeyArn: topics.keyArnIn(primary.region),
      instances: [
        { name: "primary", identifier: primary.data.primaryIdentifier },
        ...primary.data.replicaIdentifiers.map((identifier, index) => ({
          name: `read-replica-${index + 1}`,
          identifier,
          replicaLagSeconds,
        })),
      ],
    });
    if (!standby) return;
    new RegionalAlarms(this, "standby", {
      ...common,
      ...topics.alarmsIn(standby),
      region: standby,
      topicKeyArn: topics.keyArnIn(standby.region),
      idPrefix: `${standbySuffix}-`,
      instances: [
        {
          name: "replica",
          identifier: standby.data.replicaIdentifier,
          replicaLagSeconds: crossRegionReplicaLagSeconds,
          isReplica: standby.replicaHasSource,
        },
      ],
    });
  }
}
