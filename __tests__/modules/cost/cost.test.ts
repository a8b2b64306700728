import { Budget, type BudgetProps } from "../../../modules/cost/budget";
import { CostAnomalies } from "../../../modules/cost/cost-anomalies";
import { ReservedCapacity, type ReservedCapacityProps } from "../../../modules/cost/reserved-capacity";
import { synthConstruct } from "../../support/synth";

const topicArn = "arn:aws:sns:us-east-1:1:acme-alarms";

describe("Budget", () => {
  const synth = (changes: Partial<BudgetProps> = {}) =>
    synthConstruct((scope) => {
      new Budget(scope, "monthly", {
        name: "acme-monthly",
        monthlyUsd: 1234.5,
        notifyAtPercent: [50, 90],
        topicArn,
        ...changes,
      });
    }).resource("aws_budgets_budget", "monthly");

  test("warns about what was spent, and about what will be", () => {
    const warning = (notification_type: string, threshold: number) => ({
      notification_type,
      comparison_operator: "GREATER_THAN",
      threshold_type: "PERCENTAGE",
      threshold,
      subscriber_sns_topic_arns: [topicArn],
    });
    expect(synth()).toEqual({
      name: "acme-monthly",
      budget_type: "COST",
      time_unit: "MONTHLY",
      limit_amount: "1234.50",
      limit_unit: "USD",
      notification: [warning("ACTUAL", 50), warning("ACTUAL", 90), warning("FORECASTED", 90)],
    });
  });

  test("may count what has a tag only", () => {
    expect(synth({ tag: { key: "Environment", value: "staging" } }).cost_filter).toEqual([
      { name: "TagKeyValue", values: ["user:Environment$staging"] },
    ]);
  });
});

describe("CostAnomalies", () => {
  const synth = (monitorArn?: string) =>
    synthConstruct((scope) => {
      new CostAnomalies(scope, "anomalies", { namePrefix: "acme", topicArn, thresholdUsd: 75, monitorArn });
    });

  test("tells the topic at once", () => {
    const stack = synth();
    expect(stack.resource("aws_ce_anomaly_monitor", "services")).toEqual({
      name: "acme-services",
      monitor_type: "DIMENSIONAL",
      monitor_dimension: "SERVICE",
    });
    expect(stack.resource("aws_ce_anomaly_subscription", "services")).toEqual({
      name: "acme-cost-anomalies",
      frequency: "IMMEDIATE",
      monitor_arn_list: ["${aws_ce_anomaly_monitor.services.arn}"],
      subscriber: [{ type: "SNS", address: topicArn }],
      threshold_expression: {
        dimension: {
          key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
          match_options: ["GREATER_THAN_OR_EQUAL"],
          values: ["75"],
        },
      },
    });
  });

  test("uses the monitor that the account has", () => {
    const stack = synth("arn:monitor");
    expect(stack.names("aws_ce_anomaly_monitor")).toEqual([]);
    expect(stack.resource("aws_ce_anomaly_subscription", "services").monitor_arn_list).toEqual(["arn:monitor"]);
  });
});

describe("ReservedCapacity", () => {
  const synth = (changes: Partial<ReservedCapacityProps>) =>
    synthConstruct((scope) => {
      new ReservedCapacity(scope, "reserved", {
        namePrefix: "acme",
        years: 3,
        payment: "All Upfront",
        databases: [],
        ...changes,
      });
    });

  test("buys database instances by the offering for their class", () => {
    const stack = synth({
      databases: [{ name: "read-replicas", instanceClass: "db.r6g.large", multiAz: false, count: 2 }],
    });
    expect(stack.data("aws_rds_reserved_instance_offering", "database_read_replicas_offering")).toEqual({
      db_instance_class: "db.r6g.large",
      duration: 3,
      multi_az: false,
      offering_type: "All Upfront",
      product_description: "postgresql",
    });
    expect(stack.resource("aws_rds_reserved_instance", "database_read_replicas")).toEqual({
      offering_id: "${data.aws_rds_reserved_instance_offering.database_read_replicas_offering.offering_id}",
      reservation_id: "acme-read-replicas-3y",
      instance_count: 2,
      lifecycle: { prevent_destroy: true },
    });
    expect(stack.names("aws_elasticache_reserved_cache_node")).toEqual([]);
  });

  test("buys cache nodes", () => {
    const stack = synth({ years: 1, cache: { nodeType: "cache.r6g.large", count: 3 } });
    expect(stack.data("aws_elasticache_reserved_cache_node_offering", "redis_offering")).toEqual({
      cache_node_type: "cache.r6g.large",
      duration: "P1Y",
      offering_type: "All Upfront",
      product_description: "redis",
    });
    expect(stack.resource("aws_elasticache_reserved_cache_node", "redis")).toEqual({
      reserved_cache_nodes_offering_id:
        "${data.aws_elasticache_reserved_cache_node_offering.redis_offering.offering_id}",
      cache_node_count: 3,
      lifecycle: { prevent_destroy: true },
    });
    expect(stack.names("aws_rds_reserved_instance")).toEqual([]);
  });
});
