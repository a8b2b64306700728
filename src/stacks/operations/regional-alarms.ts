import { Construct } from "constructs";
import type { AlarmsProps } from "../../../modules/alarms/alarms";
import { CacheAlarms } from "../../../modules/alarms/cache-alarms";
import { CertificateAlarms } from "../../../modules/alarms/certificate-alarms";
import { ClusterAlarms } from "../../../modules/alarms/cluster-alarms";
import { DatabaseAlarms, type WatchedInstance } from "../../../modules/alarms/database-alarms";
import { Heartbeat } from "../../../modules/alarms/heartbeat";
import { LoadBalancerAlarms } from "../../../modules/alarms/load-balancer-alarms";
import { NatGatewayAlarms } from "../../../modules/alarms/nat-gateway-alarms";
import type { CacheSection } from "../../config/sections/cache";
import type { DatabaseSection } from "../../config/sections/database";
import type { AlarmThresholds } from "../../config/sections/operations";
import { heartbeatTopicName } from "../alert-topics";
import type { PrimaryRegion, StandbyRegion } from "./regions";

export interface RegionalAlarmsProps extends AlarmsProps {
  readonly region: PrimaryRegion | StandbyRegion;
  readonly instances: readonly WatchedInstance[];
  readonly thresholds: AlarmThresholds;
  readonly database: DatabaseSection;
  readonly cache: CacheSection;
  /** Key of the region's alarm topic, which encrypts the cluster's signs of life too. */
  readonly topicKeyArn: string;
  /** Nodes and databases are stopped by schedule; what follows from that raises no alarm. */
  readonly autoShutdown: boolean;
}

/** The alarms of one region. */
export class RegionalAlarms extends Construct {
  constructor(scope: Construct, id: string, props: RegionalAlarmsProps) {
    super(scope, id);
    const { thresholds, database, cache, autoShutdown } = props;
    const { network, cluster, ingress, data } = props.region;
    const alarms: AlarmsProps = {
      namePrefix: props.namePrefix,
      idPrefix: props.idPrefix,
      topicArn: props.topicArn,
      provider: props.provider,
    };
    new DatabaseAlarms(this, "database", {
      ...alarms,
      instances: props.instances,
      cpuPercent: thresholds.database.cpuPercent,
      freeStorageGiB: (database.allocatedStorage * thresholds.database.freeStoragePercent) / 100,
      maxConnections: database.maxConnections,
      connectionsPercent: thresholds.database.connectionsPercent,
      autoShutdown,
    });
    new CacheAlarms(this, "cache", {
      ...alarms,
      ...thresholds.cache,
      replicationGroupId: data.replicationGroupId,
      nodes: cache.nodes,
    });
    new LoadBalancerAlarms(this, "load-balancer", {
      ...alarms,
      ...thresholds.loadBalancer,
      ownErrors: autoShutdown ? undefined : thresholds.loadBalancer.ownErrors,
      loadBalancerArnSuffix: ingress.loadBalancerArnSuffix,
      targetGroupArnSuffix: ingress.targetGroupArnSuffix,
    });
    new NatGatewayAlarms(this, "nat", {
      ...alarms,
      gatewayIds: network.natGatewayIds,
      packetsDropped: thresholds.natGatewayPacketsDropped,
    });
    new ClusterAlarms(this, "cluster", {
      ...alarms,
      clusterName: cluster.clusterName,
      apiServerErrors: thresholds.apiServerErrors,
      unschedulablePods: autoShutdown ? undefined : thresholds.unschedulablePods,
    });
    new Heartbeat(this, "heartbeat", {
      ...alarms,
      topicName: heartbeatTopicName(props.region.namePrefix),
      keyArn: props.topicKeyArn,
      clusterName: cluster.clusterName,
      silentMinutes: autoShutdown ? undefined : 15,
    });
    new CertificateAlarms(this, "certificates", {
      ...alarms,
      certificateArns: { alb: ingress.certificateArn },
      days: thresholds.certificateDays,
    });
  }
}
