import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import type { NodeGroupSizes } from "../../../modules/cluster/node-group-sizes";
import { RegionFailover } from "../../../modules/failover/region-failover";
import type { AlarmTopic } from "../../../modules/notifications/alarm-topic";
import type { ClusterSection } from "../../config/sections/cluster";
import type { DatabaseSection } from "../../config/sections/database";
import type { Region } from "../region";
import type { StandbyRegion } from "./regions";

export interface FailoverProps {
  readonly accountId: string;
  readonly primary: Region;
  readonly standby: StandbyRegion;
  /** Provider of the standby region; `undefined` is refused. */
  readonly provider: AwsProvider | undefined;
  /** The sizes that the standby region is scaled to. */
  readonly cluster: Pick<ClusterSection, "nodeGroups">;
  readonly database: Pick<DatabaseSection, "backupRetentionDays">;
  /** Topic in the standby region that is told about the steps. */
  readonly topic: AlarmTopic;
}

/** The runbook that makes the standby region the serving one (INF-001 §9.2). */
export class Failover extends Construct {
  /** @throws Error without a provider: the runbook would be in the region that failed. */
  constructor(scope: Construct, id: string, props: FailoverProps) {
    super(scope, id);
    const { primary, standby, provider, topic } = props;
    const { region, data } = standby;
    if (!provider) throw new Error(`no provider for ${region}; a standby is in another region than the primary`);
    const { documentName } = new RegionFailover(this, "failover", {
      namePrefix: primary.namePrefix,
      accountId: props.accountId,
      region,
      provider,
      replicaIdentifier: data.replicaIdentifier,
      backupRetentionDays: props.database.backupRetentionDays,
      clusterName: standby.cluster.clusterName,
      nodeGroups: Object.entries(props.cluster.nodeGroups)
        .filter(([name, group]) => isSmaller(standby.idleNodeGroups[name], group))
        .map(([name, group]) => ({ ...group, name })),
      globalDatastore:
        data.globalReplicationGroupId === undefined
          ? undefined
          : { id: data.globalReplicationGroupId, replicationGroupId: data.replicationGroupId },
      topicArn: topic.arn,
      topicKeyArn: topic.keyArn,
    });
    new TerraformOutput(this, "region_failover_document", {
      value: documentName,
      description: `Runbook to start in Systems Manager, in ${region}, when ${primary.region} fails`,
    });
  }
}

/** EKS may refuse an update that changes nothing. */
function isSmaller(idle: NodeGroupSizes | undefined, then: NodeGroupSizes): boolean {
  return idle === undefined || idle.minSize < then.minSize || idle.desiredCapacity < then.desiredCapacity;
}
