import { fixtureStack } from "../support/stack-json";

const operations = fixtureStack("production-operations");
const type = "aws_cloudwatch_metric_alarm";
const alarm = (name: string) => operations.resource(type, name);
const remote = (stack: string, name: string) => `\${data.terraform_remote_state.${stack}.outputs.${name}}`;

describe("§9.2 disaster detected: alarms", () => {
  test.each(operations.names(type))("%s says what to do, and tells somebody in its own region", (name) => {
    const { alarm_description, alarm_actions, ok_actions, provider } = alarm(name);
    expect(String(alarm_description).length).toBeGreaterThan(80);
    expect(String(alarm_description).length).toBeLessThanOrEqual(1024);
    const topic = name.startsWith("dr_") ? "alarms_us_west_2" : "alarms";
    expect(provider).toBe(name.startsWith("dr_") ? "aws.us_west_2" : undefined);
    expect(alarm_actions).toEqual([`\${aws_sns_topic.${topic}.arn}`]);
    expect(ok_actions).toEqual(alarm_actions);
  });

  test.each(["alarms", "alarms_us_west_2"])("the topic %s is encrypted and reaches the owner", (name) => {
    expect(operations.resource("aws_sns_topic", name).kms_master_key_id).toBe(`\${aws_kms_key.${name}.arn}`);
    expect(operations.resource("aws_sns_topic_subscription", `${name}_infrastructure_techally_com`)).toMatchObject({
      endpoint: "infrastructure@techally.com",
      protocol: "email",
    });
  });

  test.each([
    ["database_primary_cpu", { DBInstanceIdentifier: "techally-primary" }],
    ["database_primary_storage", { DBInstanceIdentifier: "techally-primary" }],
    ["database_primary_connections", { DBInstanceIdentifier: "techally-primary" }],
    ["database_read_replica_1_lag", { DBInstanceIdentifier: "techally-read-replica-1" }],
    ["database_read_replica_2_lag", { DBInstanceIdentifier: "techally-read-replica-2" }],
    ["dr_database_replica_lag", { DBInstanceIdentifier: "techally-dr-replica" }],
    [
      "redis_003_memory",
      {
        CacheClusterId: `${remote("production_data", "aws_elasticache_replication_group_redis_id")}-003`,
        CacheNodeId: "0001",
      },
    ],
    ["alb_errors", { LoadBalancer: remote("production_ingress", "aws_lb_main_arn_suffix") }],
    [
      "alb_unhealthy_hosts",
      {
        LoadBalancer: remote("production_ingress", "aws_lb_main_arn_suffix"),
        TargetGroup: remote("production_ingress", "aws_lb_target_group_gateway_arn_suffix"),
      },
    ],
    ["nat_us_east_1c_ports", { NatGatewayId: remote("production_network", "aws_nat_gateway_us_east_1c_id") }],
    ["dr_nat_us_west_2b_drops", { NatGatewayId: remote("production_dr_network", "aws_nat_gateway_us_west_2b_id") }],
    ["cluster_api_errors", { ClusterName: remote("production_cluster", "aws_eks_cluster_main_name") }],
    [
      "certificate_alb",
      {
        CertificateArn: remote("production_ingress", "aws_acm_certificate_validation_regional_certificate_arn"),
      },
    ],
    ["certificate_cdn", { CertificateArn: remote("production_edge", "aws_acm_certificate_main_arn") }],
    [
      "cdn_errors",
      { DistributionId: remote("production_edge", "aws_cloudfront_distribution_main_id"), Region: "Global" },
    ],
  ])("%s watches the right thing", (name, dimensions) => {
    expect(alarm(name).dimensions).toEqual(dimensions);
  });

  test("the default thresholds", () => {
    const thresholds = Object.fromEntries(operations.names(type).map((name) => [name, alarm(name).threshold]));
    expect(thresholds).toMatchObject({
      database_primary_cpu: 80,
      database_primary_storage: 5 * 1024 ** 3,
      database_primary_connections: 1600,
      database_read_replica_1_lag: 60,
      dr_database_replica_lag: 300,
      redis_001_memory: 80,
      redis_001_evictions: 1,
      redis_001_cpu: 80,
      redis_001_lag: 10,
      alb_errors: 25,
      alb_target_errors: 50,
      alb_unhealthy_hosts: 1,
      nat_us_east_1a_ports: 1,
      nat_us_east_1a_drops: 100,
      cluster_api_errors: 50,
      cluster_unschedulable_pods: 1,
      cdn_errors: 5,
      certificate_cdn: 30,
      backup_jobs_failed: 1,
    });
  });
});

describe("§9.2 region failure: failover to the DR region", () => {
  const document = operations.resource("aws_ssm_document", "region_failover");
  const content = JSON.parse(String(document.content));

  test("the runbook is in the standby region, and a copy in the first", () => {
    expect(document).toMatchObject({ name: "techally-region-failover", provider: "aws.us_west_2" });
    expect(operations.resource("aws_ssm_document", "region_failover_copy").content).toBe(document.content);
    expect(operations.outputs.region_failover_document?.value).toBe("${aws_ssm_document.region_failover.name}");
  });

  // The general group has its size of §3.1 at all times.
  test("scale DR resources: the replica is promoted, and the other node groups get at least the sizes of §3.1", () => {
    const calls = (content.mainSteps as { inputs: Record<string, unknown> }[]).map(({ inputs }) => inputs);
    expect(calls).toContainEqual(
      expect.objectContaining({ Api: "PromoteReadReplica", DBInstanceIdentifier: "techally-dr-replica" }),
    );
    const sizes = calls
      .filter(({ Api }) => Api === "UpdateNodegroupConfig")
      .map(({ clusterName, nodegroupName, scalingConfig }) => [clusterName, nodegroupName, scalingConfig]);
    const clusterName = remote("production_dr_cluster", "aws_eks_cluster_main_name");
    expect(sizes).toEqual([
      [clusterName, "compute-intensive", { minSize: 2, desiredSize: 2, maxSize: 8 }],
      [clusterName, "compute-intensive", { minSize: 2, maxSize: 8 }],
      [clusterName, "memory-intensive", { minSize: 2, desiredSize: 2, maxSize: 6 }],
      [clusterName, "memory-intensive", { minSize: 2, maxSize: 6 }],
    ]);
  });

  test.each(["staging", "development"])("%s has no second region and no runbook", (name) => {
    expect(fixtureStack(`${name}-operations`).names("aws_ssm_document")).toEqual([]);
  });
});
