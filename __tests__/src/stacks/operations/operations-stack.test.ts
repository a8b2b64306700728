import { addEnvironment } from "../../../../src/assembly/environment";
import { loadEnvironments } from "../../../../src/config";
import { OperationsStack } from "../../../../src/stacks/operations/operations-stack";
import { production } from "../../../fixtures/environments/production";
import { staging } from "../../../fixtures/environments/staging";
import { productionWith, synthEnvironment } from "../../../support/changed-environments";
import { fixtureStack } from "../../../support/stack-json";
import { synthApp } from "../../../support/synth";

const alarm = "aws_cloudwatch_metric_alarm";

describe("OperationsStack", () => {
  test("hands on its topic", () => {
    let stack: OperationsStack | undefined;
    const [environment] = loadEnvironments([production]);
    synthApp((app) => {
      if (environment) addEnvironment(app, environment);
      stack = app.node.findAll().find((node): node is OperationsStack => node instanceof OperationsStack);
    }, []);
    expect(stack?.alarmTopicArn).toEqual(expect.any(String));
  });

  test("posture active: the promoted replica has no lag to report, and nothing else changes", () => {
    const disasterRecovery = { posture: "active" };
    const active = synthEnvironment(productionWith({ disasterRecovery }), "operations")("operations");
    const standby = fixtureStack("production-operations");
    expect(standby.resource(alarm, "dr_database_replica_lag").treat_missing_data).toBe("breaching");
    expect(active.resource(alarm, "dr_database_replica_lag").treat_missing_data).toBe("notBreaching");
    expect(active.addresses).toEqual(standby.addresses);
  });

  test("a global datastore is part of the failover", () => {
    const operations = synthEnvironment(
      productionWith({ cache: { globalDatastore: true } }),
      "operations",
    )("operations");
    const { content } = operations.resource("aws_ssm_document", "region_failover");
    expect(String(content)).toContain(
      "${data.terraform_remote_state.production_dr_data.outputs." +
        "aws_elasticache_global_replication_group_redis_global_replication_group_id}",
    );
  });

  test("reserved capacity is bought when it is asked for", () => {
    const reservedCapacity = { years: 1, payment: "No Upfront", database: true, cache: true };
    const operations = synthEnvironment(
      productionWith({ disasterRecovery: undefined, cost: { reservedCapacity } }),
      "operations",
    )("operations");
    expect(operations.names("aws_rds_reserved_instance")).toEqual(["database_primary", "database_read_replicas"]);
    expect(operations.resource("aws_rds_reserved_instance", "database_read_replicas").instance_count).toBe(2);
    expect(operations.resource("aws_elasticache_reserved_cache_node", "redis").cache_node_count).toBe(3);
    expect(operations.outputs.reserved_capacity?.value).toMatchObject({
      database: { reserved: true },
      cache: { reserved: true },
    });
  });

  test("only what is asked for", () => {
    const reservedCapacity = { years: 3, payment: "No Upfront", cache: true };
    const operations = synthEnvironment(
      productionWith({ disasterRecovery: undefined, cost: { reservedCapacity } }),
      "operations",
    )("operations");
    expect(operations.names("aws_rds_reserved_instance")).toEqual([]);
    expect(operations.names("aws_elasticache_reserved_cache_node")).toEqual(["redis"]);
  });

  test("without a budget there is none", () => {
    const input = productionWith({ disasterRecovery: undefined, cost: { monthlyBudgetUsd: undefined } });
    const operations = synthEnvironment(input, "operations")("operations");
    expect(operations.names("aws_budgets_budget")).toEqual([]);
  });

  test("tags for cost allocation are activated by the owner", () => {
    const operations = synthEnvironment(
      productionWith({ disasterRecovery: undefined, cost: { allocationTags: ["Environment", "CostCenter"] } }),
      "operations",
    )("operations");
    expect(operations.resource("aws_ce_cost_allocation_tag", "costcenter")).toEqual({
      tag_key: "CostCenter",
      status: "Active",
    });
    expect(operations.names("aws_ce_cost_allocation_tag")).toEqual(["costcenter", "environment"]);
  });

  test("tags that start with a digit, or look alike, are activated too", () => {
    const operations = synthEnvironment(
      productionWith({ disasterRecovery: undefined, cost: { allocationTags: ["2000", "_2000", "Team", "team"] } }),
      "operations",
    )("operations");
    const tags = operations.names("aws_ce_cost_allocation_tag");
    expect(tags).toEqual(["_2000", expect.stringMatching(/^_2000_/), "team", expect.stringMatching(/^team_/)]);
    expect(operations.resource("aws_ce_cost_allocation_tag", "_2000")).toMatchObject({ tag_key: "2000" });
  });

  test("addresses that differ in a sign alone are both subscribed, and the first stays what it was", () => {
    const subscriptions = (...emails: string[]) =>
      synthEnvironment(
        productionWith({ disasterRecovery: undefined, operations: { emails } }),
        "operations",
      )("operations").names("aws_sns_topic_subscription");
    const one = subscriptions("ops+prod@techally.com");
    const both = subscriptions("ops+prod@techally.com", "ops-prod@techally.com");
    expect(one).toContain("alarms_ops_prod_techally_com");
    expect(both).toEqual(expect.arrayContaining([...one, expect.stringMatching(/^alarms_ops_prod_techally_com_/)]));
  });
});

describe("an environment whose region is not us-east-1", () => {
  const text = JSON.stringify(staging).replaceAll("us-east-1", "eu-west-1");
  const operations = synthEnvironment({ ...JSON.parse(text), state: { backend: "local" } }, "operations")("operations");

  test("has CloudFront's alarms, and a topic for them, in us-east-1", () => {
    expect(operations.names("aws_sns_topic")).toEqual(["alarms", "alarms_us_east_1", "heartbeat"]);
    for (const name of ["cdn_errors", "certificate_cdn"]) {
      expect(operations.resource(alarm, name)).toMatchObject({
        provider: "aws.us_east_1",
        alarm_actions: ["${aws_sns_topic.alarms_us_east_1.arn}"],
      });
    }
    expect(operations.resource(alarm, "certificate_alb")).not.toHaveProperty("provider");
  });
});

describe("an environment with auto-shutdown", () => {
  const shutDown = fixtureStack("staging-operations");
  const running = synthEnvironment({ ...staging, autoShutdown: undefined }, "operations", "cluster");

  test("has no alarms that being shut down would raise", () => {
    expect(
      running("operations")
        .names(alarm)
        .filter((name) => !shutDown.names(alarm).includes(name)),
    ).toEqual(["alb_errors", "cluster_unschedulable_pods", "monitoring_silent"]);
    expect(shutDown.resource(alarm, "database_primary_cpu").treat_missing_data).toBe("notBreaching");
  });

  test("without it, there are no schedules and no tags, and Terraform sets its sizes", () => {
    expect(running("operations").names("aws_scheduler_schedule")).toEqual([]);
    const group = running("cluster").resource("aws_eks_node_group", "general_workloads");
    expect(group).not.toHaveProperty("tags");
    expect(group.lifecycle).toEqual({ ignore_changes: ["scaling_config[0].desired_size"] });
  });
});
