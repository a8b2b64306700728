import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "../support/output-folder";
import { fixtureStack, fixtureStacks } from "../support/stack-json";

const document = fs.readFileSync(path.join(projectRoot, "docs", "cost.md"), "utf8");

/** Rows of the tables in docs/cost.md: strategy, files, and addresses with their stacks. */
const rows = document
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| Strategy") && !line.startsWith("| Measure"))
  .map((line) => {
    const [strategy = "", files = "", addresses = ""] = line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
    return {
      strategy,
      files: [...files.matchAll(/`((?:modules|src|environments)\/[\w./-]+\.ts)`/g)].map(([, file]) => file as string),
      addresses: [...addresses.matchAll(/`([\w-]+): ([\w.]+)`/g)].map(
        ([, stack, address]) => [stack as string, address as string] as const,
      ),
    };
  });

function exists(stack: string, address: string): boolean {
  const json = fixtureStack(stack);
  return address.startsWith("output.") ? address.slice(7) in json.outputs : json.addresses.includes(address);
}

describe("§10.2 cost optimization measures: docs/cost.md says where each is", () => {
  test.each([
    "Spot Instances",
    "Reserved Instances",
    "S3 Intelligent Tiering",
    "Auto-scaling",
    "Scheduled Scaling",
    "Data Transfer Optimization",
  ])("%s has a row with an address", (strategy) => {
    expect(rows.find((row) => row.strategy === strategy)?.addresses.length).toBeGreaterThan(0);
  });

  test.each(rows.flatMap(({ addresses }) => addresses))("%s: %s is synthesized", (stack, address) => {
    expect(exists(stack, address)).toBe(true);
  });

  test.each(rows.flatMap(({ files }) => files))("%s is a file", (file) => {
    expect(fs.existsSync(path.join(projectRoot, file))).toBe(true);
  });
});

describe("§10.2 cost optimization measures", () => {
  const operations = fixtureStack("production-operations");
  const cluster = fixtureStack("production-cluster");

  test("Spot Instances: the compute group, over several types", () => {
    expect(cluster.resource("aws_eks_node_group", "compute_intensive")).toMatchObject({ capacity_type: "SPOT" });
    const { instance_types } = cluster.resource("aws_eks_node_group", "compute_intensive") as {
      instance_types: readonly string[];
    };
    expect(instance_types.length).toBeGreaterThanOrEqual(3);
  });

  test("Reserved Instances: nothing is bought, and an output says what would be", () => {
    for (const type of ["aws_rds_reserved_instance", "aws_elasticache_reserved_cache_node"]) {
      expect(operations.names(type)).toEqual([]);
    }
    expect(operations.outputs.reserved_capacity?.value).toEqual({
      database: { reserved: false, instances: ["1 × db.r6g.2xlarge, Multi-AZ", "2 × db.r6g.xlarge, Single-AZ"] },
      cache: { reserved: false, nodes: "3 × cache.r6g.xlarge" },
    });
  });

  test("S3 Intelligent Tiering: the media bucket", () => {
    expect(
      fixtureStack("production-storage").resource("aws_s3_bucket_intelligent_tiering_configuration", "media").tiering,
    ).toHaveLength(2);
  });

  test("Auto-scaling: every node group has room to grow, and the autoscaler may use it", () => {
    for (const name of cluster.names("aws_eks_node_group")) {
      const { scaling_config } = cluster.resource("aws_eks_node_group", name) as {
        scaling_config: { min_size: number; max_size: number };
      };
      expect(scaling_config.max_size).toBeGreaterThan(scaling_config.min_size);
    }
    expect(cluster.names("aws_eks_pod_identity_association")).toContain("cluster_autoscaler");
  });

  test.each(["staging", "development"])("Scheduled Scaling: %s stops every node group and the database", (name) => {
    const groups = fixtureStack(`${name}-cluster`).names("aws_eks_node_group");
    const schedules = fixtureStack(`${name}-operations`).names("aws_scheduler_schedule");
    expect(schedules).toEqual(
      [
        ...groups.flatMap((group) => [`start_${group}`, `stop_${group}`, `stop_${group}_again`]),
        `start_techally_${name}_primary`,
        `stop_techally_${name}_primary`,
      ].toSorted(),
    );
  });

  test("Data Transfer Optimization: S3 through a gateway endpoint, AWS through interfaces, static files from the edge", () => {
    const network = fixtureStack("production-network");
    expect(network.resource("aws_vpc_endpoint", "s3")).toMatchObject({ vpc_endpoint_type: "Gateway" });
    expect(network.names("aws_vpc_endpoint")).toEqual(expect.arrayContaining(["ecr_api", "ecr_dkr", "sts", "logs"]));
    const { ordered_cache_behavior } = fixtureStack("production-edge").resource("aws_cloudfront_distribution", "main");
    expect(ordered_cache_behavior).toEqual([expect.objectContaining({ path_pattern: "/static/*" })]);
  });

  test.each([
    ["production", "9000", undefined],
    ["staging", "1000", ["user:Environment$staging"]],
    ["development", "500", ["user:Environment$development"]],
  ])("%s has a monthly budget", (name, amount, tags) => {
    const budget = fixtureStack(`${name}-operations`).resource("aws_budgets_budget", "monthly");
    expect(budget).toMatchObject({ limit_amount: `${amount}.00`, limit_unit: "USD", time_unit: "MONTHLY" });
    expect(budget.cost_filter).toEqual(tags && [{ name: "TagKeyValue", values: tags }]);
  });

  test("unusual costs are watched once for the account", () => {
    const watching = fixtureStacks().filter((name) => fixtureStack(name).names("aws_ce_anomaly_monitor").length > 0);
    expect(watching).toEqual(["production-operations"]);
  });
});

describe("§10.1 resource tagging strategy: auto-shutdown", () => {
  const tags = { AutoShutdown: "true", Schedule: "0 20 . . 1-5" };

  test.each(["staging", "development"])("%s: what is stopped is tagged", (name) => {
    expect(fixtureStack(`${name}-data`).resource("aws_db_instance", "primary").tags).toMatchObject(tags);
    const cluster = fixtureStack(`${name}-cluster`);
    for (const group of cluster.names("aws_eks_node_group")) {
      expect(cluster.resource("aws_eks_node_group", group)).toMatchObject({
        tags,
        lifecycle: { ignore_changes: ["scaling_config"] },
      });
    }
  });

  test.each(["staging", "development"])("%s: shutdown at 8 PM weekdays", (name) => {
    const operations = fixtureStack(`${name}-operations`);
    expect(operations.resource("aws_scheduler_schedule", "stop_general_workloads")).toMatchObject({
      schedule_expression: "cron(0 20 ? * MON-FRI *)",
      schedule_expression_timezone: "America/New_York",
    });
    expect(operations.resource("aws_scheduler_schedule", "stop_general_workloads_again")).toMatchObject({
      schedule_expression: "cron(30 20 ? * MON-FRI *)",
    });
    expect(operations.resource("aws_scheduler_schedule", `start_techally_${name}_primary`)).toMatchObject({
      schedule_expression: "cron(0 7 ? * MON-FRI *)",
    });
  });

  test("the tags are in characters that RDS takes", () => {
    for (const value of Object.values(tags)) expect(value).toMatch(/^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$/u);
  });

  test.each(fixtureStacks().filter((name) => name.startsWith("production")))("%s is never shut down", (name) => {
    const stack = fixtureStack(name);
    expect(stack.text).not.toContain("AutoShutdown");
    expect(stack.names("aws_scheduler_schedule").filter((schedule) => schedule.startsWith("stop"))).toEqual([]);
  });

  test.each(
    fixtureStacks().filter((name) => !/-(data|cluster)$/.test(name)),
  )("%s: the tags are on nothing that is not stopped", (name) => {
    expect(fixtureStack(name).text).not.toContain("AutoShutdown");
  });
});
