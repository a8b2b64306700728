import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { fixtureStack } from "../support/stack-json";

const data = fixtureStack("production-data");
const redis = data.resource("aws_elasticache_replication_group", "redis");
const network = "data.terraform_remote_state.production_network.outputs";

describe("§5.2 aws_elasticache_replication_group.redis", () => {
  test.each<[string, unknown]>([
    ["replication_group_id", "techally-redis"],
    ["description", "Redis cluster for TechAlly"],
    ["engine", "redis"],
    ["engine_version", "7.0"],
    ["node_type", "cache.r6g.xlarge"],
    ["num_cache_clusters", 3],
    ["parameter_group_name", "${aws_elasticache_parameter_group.redis.name}"],
    ["subnet_group_name", "${aws_elasticache_subnet_group.redis.name}"],
    ["security_group_ids", [`\${${network}.aws_security_group_redis_id}`]],
    ["at_rest_encryption_enabled", "true"],
    ["transit_encryption_enabled", true],
    ["auth_token", "${random_password.redis_auth.result}"],
    ["automatic_failover_enabled", true],
    ["multi_az_enabled", true],
    ["tags", { Name: "techally-redis", Environment: "production" }],
  ])("%s", (argument, value) => {
    expect(redis[argument]).toEqual(value);
    expect(data.text).toHaveResourceWithProperties(ElasticacheReplicationGroup, { [argument]: value });
  });

  test("the provider's present names replace replication_group_description and number_cache_clusters", () => {
    expect(redis).not.toHaveProperty("replication_group_description");
    expect(redis).not.toHaveProperty("number_cache_clusters");
  });

  test("log_delivery_configuration: the documented slow log, and the engine log", () => {
    const shared = { destination_type: "cloudwatch-logs", log_format: "json" };
    expect(redis.log_delivery_configuration).toEqual([
      { ...shared, destination: "${aws_cloudwatch_log_group.redis.name}", log_type: "slow-log" },
      { ...shared, destination: "${aws_cloudwatch_log_group.redis_engine.name}", log_type: "engine-log" },
    ]);
    expect(data.resource("aws_cloudwatch_log_group", "redis")).toEqual({
      name: "/aws/elasticache/techally-redis/slow-log",
      retention_in_days: 90,
    });
  });

  test("aws_elasticache_parameter_group.redis is of the family that 7.0 belongs to", () => {
    expect(data.resource("aws_elasticache_parameter_group", "redis")).toMatchObject({ family: "redis7" });
  });

  test("aws_elasticache_subnet_group.redis spans the database tier", () => {
    expect(data.resource("aws_elasticache_subnet_group", "redis").subnet_ids).toEqual(
      ["us_east_1a", "us_east_1b", "us_east_1c"].map((zone) => `\${${network}.aws_subnet_database_${zone}_id}`),
    );
  });

  test("random_password.redis_auth holds nothing that ElastiCache refuses", () => {
    expect(data.resource("random_password", "redis_auth")).toEqual({ length: 64, special: false });
  });

  test("data at rest is encrypted with the key of the databases, and cannot be destroyed by accident", () => {
    expect(redis).toMatchObject({
      kms_key_id: "${aws_kms_key.database.arn}",
      final_snapshot_identifier: "techally-redis-final-${random_id.redis_final_snapshot.hex}",
      lifecycle: { prevent_destroy: true },
    });
  });
});

describe("§9.1 databases: ElastiCache", () => {
  test("automated_snapshots: retention_limit 7, snapshot_window 04:00-05:00, which §5.2 contradicts", () => {
    expect(redis).toMatchObject({ snapshot_retention_limit: 7, snapshot_window: "04:00-05:00" });
  });

  test("maintenance starts after the snapshot", () => {
    expect(redis.maintenance_window).toBe("sun:05:30-sun:06:30");
  });

  test("§1.1 the standby region has a Redis of the same shape", () => {
    const standby = fixtureStack("production-dr-data").resource("aws_elasticache_replication_group", "redis");
    expect(standby).toMatchObject({
      replication_group_id: "techally-dr-redis",
      engine: redis.engine,
      engine_version: redis.engine_version,
      node_type: redis.node_type,
      num_cache_clusters: redis.num_cache_clusters,
      at_rest_encryption_enabled: "true",
      transit_encryption_enabled: true,
      automatic_failover_enabled: true,
      multi_az_enabled: true,
      snapshot_retention_limit: 7,
      snapshot_window: "04:00-05:00",
    });
    expect(standby).not.toHaveProperty("global_replication_group_id");
  });
});
