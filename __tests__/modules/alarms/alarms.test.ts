import type { Construct } from "constructs";
import { Alarms, type AlarmsProps } from "../../../modules/alarms/alarms";
import { BackupAlarms } from "../../../modules/alarms/backup-alarms";
import { CacheAlarms } from "../../../modules/alarms/cache-alarms";
import { CertificateAlarms } from "../../../modules/alarms/certificate-alarms";
import { ClusterAlarms } from "../../../modules/alarms/cluster-alarms";
import { DatabaseAlarms, type DatabaseAlarmsProps } from "../../../modules/alarms/database-alarms";
import { DistributionAlarms } from "../../../modules/alarms/distribution-alarms";
import { LoadBalancerAlarms } from "../../../modules/alarms/load-balancer-alarms";
import { NatGatewayAlarms } from "../../../modules/alarms/nat-gateway-alarms";
import { ScheduleAlarms } from "../../../modules/alarms/schedule-alarms";
import { SnapshotAlarms } from "../../../modules/alarms/snapshot-alarms";
import { synthConstruct } from "../../support/synth";

const type = "aws_cloudwatch_metric_alarm";
const common: AlarmsProps = { namePrefix: "acme", topicArn: "arn:aws:sns:us-east-1:1:acme-alarms" };

/** What every alarm has beside its own arguments. */
const defaults = {
  comparison_operator: "GreaterThanOrEqualToThreshold",
  evaluation_periods: 1,
  period: 300,
  treat_missing_data: "notBreaching",
  alarm_actions: [common.topicArn],
  ok_actions: [common.topicArn],
};

function synth(build: (scope: Construct) => void) {
  const stack = synthConstruct(build);
  return { names: stack.names(type), alarm: (name: string) => stack.resource(type, name) };
}

describe("Alarms", () => {
  class Example extends Alarms {
    constructor(scope: Construct, props: AlarmsProps) {
      super(scope, "example", props);
      this.add("fire", {
        description: "Run.",
        namespace: "Acme",
        metric: "Heat",
        dimensions: { Room: "1" },
        statistic: "Maximum",
        threshold: 60,
        side: "below",
        period: 60,
        periods: 5,
        missingData: "breaching",
      });
    }
  }

  test("tell the topic when they go off and when it is over", () => {
    expect(synth((scope) => new Example(scope, common)).alarm("fire")).toEqual({
      alarm_name: "acme-fire",
      alarm_description: "Run.",
      namespace: "Acme",
      metric_name: "Heat",
      dimensions: { Room: "1" },
      statistic: "Maximum",
      threshold: 60,
      comparison_operator: "LessThanOrEqualToThreshold",
      period: 60,
      evaluation_periods: 5,
      treat_missing_data: "breaching",
      alarm_actions: [common.topicArn],
      ok_actions: [common.topicArn],
    });
  });

  test("of a second group have addresses of their own", () => {
    const { names } = synth((scope) => new Example(scope, { ...common, idPrefix: "dr-" }));
    expect(names).toEqual(["dr_fire"]);
  });
});

describe("DatabaseAlarms", () => {
  const props: DatabaseAlarmsProps = {
    ...common,
    instances: [{ name: "primary", identifier: "acme-primary" }],
    cpuPercent: 70,
    freeStorageGiB: 2,
    maxConnections: 150,
    connectionsPercent: 50,
  };

  test("a primary: processor, storage, connections", () => {
    const { names, alarm } = synth((scope) => new DatabaseAlarms(scope, "database", props));
    const dimensions = { DBInstanceIdentifier: "acme-primary" };
    expect(names).toEqual(["database_primary_connections", "database_primary_cpu", "database_primary_storage"]);
    expect(alarm("database_primary_cpu")).toMatchObject({
      ...defaults,
      metric_name: "CPUUtilization",
      statistic: "Average",
      dimensions,
      threshold: 70,
      evaluation_periods: 3,
      treat_missing_data: "breaching",
    });
    expect(alarm("database_primary_storage")).toMatchObject({
      ...defaults,
      metric_name: "FreeStorageSpace",
      statistic: "Minimum",
      dimensions,
      threshold: 2 * 1024 ** 3,
      comparison_operator: "LessThanOrEqualToThreshold",
    });
    expect(alarm("database_primary_connections")).toMatchObject({
      ...defaults,
      metric_name: "DatabaseConnections",
      statistic: "Maximum",
      dimensions,
      threshold: 75,
      evaluation_periods: 3,
    });
  });

  test("an instance that is stopped at times may be silent", () => {
    const { alarm } = synth((scope) => new DatabaseAlarms(scope, "database", { ...props, autoShutdown: true }));
    expect(alarm("database_primary_cpu").treat_missing_data).toBe("notBreaching");
    expect(alarm("database_primary_cpu").alarm_description).not.toContain("stopped reporting");
  });

  test.each([
    ["a replica must report its lag", undefined, "breaching"],
    ["one that was promoted has none", false, "notBreaching"],
  ])("%s", (_, isReplica, missing) => {
    const instances = [{ name: "replica", identifier: "acme-replica", replicaLagSeconds: 90, isReplica }];
    const { alarm } = synth((scope) => new DatabaseAlarms(scope, "database", { ...props, instances }));
    expect(alarm("database_replica_lag")).toMatchObject({
      ...defaults,
      metric_name: "ReplicaLag",
      statistic: "Average",
      dimensions: { DBInstanceIdentifier: "acme-replica" },
      threshold: 90,
      period: 60,
      evaluation_periods: 5,
      treat_missing_data: missing,
    });
  });
});

describe("CacheAlarms", () => {
  const thresholds = { memoryPercent: 75, cpuPercent: 85, evictions: 10, replicationLagSeconds: 3 };
  const build = (nodes: number) =>
    synth((scope) => new CacheAlarms(scope, "cache", { ...common, ...thresholds, replicationGroupId: "acme", nodes }));

  test("every node has its own", () => {
    const { alarm } = build(2);
    for (const node of ["001", "002"]) {
      const expected = {
        ...defaults,
        namespace: "AWS/ElastiCache",
        dimensions: { CacheClusterId: `acme-${node}`, CacheNodeId: "0001" },
      };
      expect(alarm(`redis_${node}_memory`)).toMatchObject({
        ...expected,
        metric_name: "DatabaseMemoryUsagePercentage",
        threshold: 75,
        evaluation_periods: 3,
      });
      expect(alarm(`redis_${node}_evictions`)).toMatchObject({ ...expected, metric_name: "Evictions", threshold: 10 });
      expect(alarm(`redis_${node}_cpu`)).toMatchObject({
        ...expected,
        metric_name: "EngineCPUUtilization",
        threshold: 85,
        evaluation_periods: 3,
        treat_missing_data: "breaching",
      });
      expect(alarm(`redis_${node}_lag`)).toMatchObject({
        ...expected,
        metric_name: "ReplicationLag",
        threshold: 3,
        period: 60,
        evaluation_periods: 5,
      });
    }
  });

  test("a single node lags behind nobody", () => {
    expect(build(1).names).toEqual(["redis_001_cpu", "redis_001_evictions", "redis_001_memory"]);
  });
});

describe("LoadBalancerAlarms", () => {
  const props = {
    ...common,
    loadBalancerArnSuffix: "app/acme/1",
    targetGroupArnSuffix: "targetgroup/acme/2",
    targetErrors: 7,
    unhealthyHosts: 2,
  };

  test("own errors, errors of the targets, and unhealthy targets", () => {
    const { alarm } = synth((scope) => new LoadBalancerAlarms(scope, "alb", { ...props, ownErrors: 5 }));
    const expected = { ...defaults, namespace: "AWS/ApplicationELB", dimensions: { LoadBalancer: "app/acme/1" } };
    expect(alarm("alb_errors")).toMatchObject({ ...expected, metric_name: "HTTPCode_ELB_5XX_Count", threshold: 5 });
    expect(alarm("alb_target_errors")).toMatchObject({
      ...expected,
      metric_name: "HTTPCode_Target_5XX_Count",
      threshold: 7,
    });
    expect(alarm("alb_unhealthy_hosts")).toMatchObject({
      ...expected,
      metric_name: "UnHealthyHostCount",
      dimensions: { LoadBalancer: "app/acme/1", TargetGroup: "targetgroup/acme/2" },
      threshold: 2,
      period: 60,
      evaluation_periods: 5,
    });
  });

  test("own errors are left out where there are no targets at times", () => {
    const { names } = synth((scope) => new LoadBalancerAlarms(scope, "alb", props));
    expect(names).toEqual(["alb_target_errors", "alb_unhealthy_hosts"]);
  });
});

test("NatGatewayAlarms are named after zones", () => {
  const gatewayIds = { "eu-west-1a": "nat-1", "eu-west-1b": "nat-2" };
  const { names, alarm } = synth(
    (scope) => new NatGatewayAlarms(scope, "nat", { ...common, gatewayIds, packetsDropped: 9 }),
  );
  expect(names).toHaveLength(4);
  const expected = {
    ...defaults,
    namespace: "AWS/NATGateway",
    statistic: "Sum",
    dimensions: { NatGatewayId: "nat-2" },
  };
  expect(alarm("nat_eu_west_1b_ports")).toMatchObject({
    ...expected,
    metric_name: "ErrorPortAllocation",
    threshold: 1,
  });
  expect(alarm("nat_eu_west_1b_drops")).toMatchObject({ ...expected, metric_name: "PacketsDropCount", threshold: 9 });
});

describe("ClusterAlarms", () => {
  const props = { ...common, clusterName: "acme", apiServerErrors: 11 };

  test("errors of the API server, and pods without a node", () => {
    const { alarm } = synth((scope) => new ClusterAlarms(scope, "cluster", { ...props, unschedulablePods: 4 }));
    const expected = { ...defaults, namespace: "AWS/EKS", statistic: "Sum", dimensions: { ClusterName: "acme" } };
    expect(alarm("cluster_api_errors")).toMatchObject({
      ...expected,
      metric_name: "apiserver_request_total_5XX",
      threshold: 11,
    });
    expect(alarm("cluster_unschedulable_pods")).toMatchObject({
      ...expected,
      metric_name: "scheduler_pending_pods_UNSCHEDULABLE",
      threshold: 4,
      period: 60,
      evaluation_periods: 15,
    });
  });

  test("pods are left out where there are no nodes at times", () => {
    expect(synth((scope) => new ClusterAlarms(scope, "cluster", props)).names).toEqual(["cluster_api_errors"]);
  });
});

test("BackupAlarms ask for the sum over all vaults, since there is no metric without a vault", () => {
  const { alarm } = synth((scope) => new BackupAlarms(scope, "backups", common));
  for (const [name, metric] of [
    ["backup_jobs_failed", "NumberOfBackupJobsFailed"],
    ["backup_copies_failed", "NumberOfCopyJobsFailed"],
  ] as const) {
    expect(alarm(name)).toMatchObject({ threshold: 1, evaluation_periods: 1, treat_missing_data: "notBreaching" });
    expect(alarm(name).metric_query).toEqual([
      {
        id: "value",
        expression: `SELECT SUM(${metric}) FROM SCHEMA("AWS/Backup", BackupVaultName)`,
        period: 3600,
        return_data: true,
      },
    ]);
    for (const key of ["metric_name", "namespace", "period", "statistic"]) expect(alarm(name)).not.toHaveProperty(key);
  }
});

test("SnapshotAlarms watch the function and what it gave up", () => {
  const props = { ...common, functionName: "acme-snapshots", deadLetterQueueName: "acme-dead-letters" };
  const { alarm } = synth((scope) => new SnapshotAlarms(scope, "snapshots", props));
  expect(alarm("redis_snapshot_errors")).toMatchObject({
    ...defaults,
    namespace: "AWS/Lambda",
    metric_name: "Errors",
    dimensions: { FunctionName: "acme-snapshots" },
    statistic: "Sum",
    threshold: 1,
  });
  expect(alarm("redis_snapshot_dead_letters")).toMatchObject({
    ...defaults,
    namespace: "AWS/SQS",
    metric_name: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: "acme-dead-letters" },
    statistic: "Maximum",
    threshold: 1,
  });
});

test("CertificateAlarms remember what was reported last", () => {
  const certificateArns = { cdn: "arn:aws:acm:us-east-1:1:certificate/1" };
  const { alarm } = synth((scope) => new CertificateAlarms(scope, "acm", { ...common, certificateArns, days: 21 }));
  expect(alarm("certificate_cdn")).toMatchObject({
    namespace: "AWS/CertificateManager",
    metric_name: "DaysToExpiry",
    dimensions: { CertificateArn: "arn:aws:acm:us-east-1:1:certificate/1" },
    statistic: "Minimum",
    comparison_operator: "LessThanOrEqualToThreshold",
    threshold: 21,
    period: 86_400,
    treat_missing_data: "ignore",
  });
});

test("DistributionAlarms", () => {
  const { alarm } = synth(
    (scope) => new DistributionAlarms(scope, "cdn", { ...common, distributionId: "E1", errorPercent: 2.5 }),
  );
  expect(alarm("cdn_errors")).toMatchObject({
    ...defaults,
    namespace: "AWS/CloudFront",
    metric_name: "5xxErrorRate",
    dimensions: { DistributionId: "E1", Region: "Global" },
    statistic: "Average",
    threshold: 2.5,
    evaluation_periods: 3,
  });
});

test("ScheduleAlarms", () => {
  const { alarm } = synth((scope) => new ScheduleAlarms(scope, "schedules", { ...common, groupName: "acme" }));
  expect(alarm("office_hours_failed")).toMatchObject({
    ...defaults,
    namespace: "AWS/Scheduler",
    metric_name: "InvocationDroppedCount",
    dimensions: { ScheduleGroup: "acme" },
    statistic: "Sum",
    threshold: 1,
  });
});
