import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { Redis, type RedisProps } from "../../../modules/cache/redis";
import { RedisSecondary } from "../../../modules/cache/redis-secondary";
import { synthConstruct } from "../../support/synth";

const props: RedisProps = {
  namePrefix: "acme",
  replicationGroupId: "acme-redis",
  description: "Sessions",
  subnetIds: ["subnet-a", "subnet-b"],
  securityGroupIds: ["sg-1"],
  kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1",
  engineVersion: "7.1",
  parameterGroupFamily: "redis7",
  nodeType: "cache.t4g.small",
  port: 6380,
  nodes: 2,
  authToken: "0123456789abcdef",
  automaticFailover: true,
  multiAz: false,
  snapshotRetentionDays: 2,
  snapshotWindow: "01:00-02:00",
  maintenanceWindow: "mon:03:00-mon:04:00",
  logRetentionDays: 14,
};

function synth(changes: Partial<RedisProps> = {}) {
  return synthConstruct((stack) => {
    new RandomProvider(stack, "random");
    new Redis(stack, "redis", { ...props, ...changes });
  });
}

describe("Redis", () => {
  test("every prop reaches the replication group", () => {
    const json = synth({ tags: { Team: "shop" } });
    expect(json.text).toHaveResource(ElasticacheReplicationGroup);
    expect(json.resource("aws_elasticache_replication_group", "redis")).toMatchObject({
      replication_group_id: "acme-redis",
      description: "Sessions",
      engine: "redis",
      engine_version: "7.1",
      node_type: "cache.t4g.small",
      num_cache_clusters: 2,
      port: 6380,
      security_group_ids: ["sg-1"],
      kms_key_id: props.kmsKeyArn,
      auth_token: "0123456789abcdef",
      auth_token_update_strategy: "ROTATE",
      at_rest_encryption_enabled: "true",
      transit_encryption_enabled: true,
      automatic_failover_enabled: true,
      multi_az_enabled: false,
      auto_minor_version_upgrade: "false",
      snapshot_retention_limit: 2,
      snapshot_window: "01:00-02:00",
      maintenance_window: "mon:03:00-mon:04:00",
      tags: { Name: "acme-redis", Team: "shop" },
    });
  });

  test("is protected unless told otherwise", () => {
    expect(synth().resource("aws_elasticache_replication_group", "redis")).toMatchObject({
      final_snapshot_identifier: "acme-redis-final-${random_id.redis_final_snapshot.hex}",
      lifecycle: { prevent_destroy: true },
    });
    const group = synth({ deletionProtection: false }).resource("aws_elasticache_replication_group", "redis");
    expect(group.lifecycle).toEqual({ prevent_destroy: false });
  });

  test("takes a last snapshot unless told otherwise, protected or not", () => {
    const snapshot = (props: Parameters<typeof synth>[0]) =>
      synth(props).resource("aws_elasticache_replication_group", "redis").final_snapshot_identifier;
    expect(snapshot({ deletionProtection: false })).toContain("acme-redis-final-");
    expect(snapshot({ finalSnapshot: false })).toBeUndefined();
  });

  test("leaves to a global datastore what that decides", () => {
    const group = synth({ globalPrimary: true }).resource("aws_elasticache_replication_group", "redis");
    expect(group.lifecycle).toEqual({
      prevent_destroy: true,
      ignore_changes: ["engine_version", "node_type", "parameter_group_name"],
    });
  });

  test("its log groups keep events for the given number of days", () => {
    const json = synth();
    expect(json.resource("aws_cloudwatch_log_group", "redis_engine")).toEqual({
      name: "/aws/elasticache/acme-redis/engine-log",
      retention_in_days: 14,
    });
  });

  test("the parameter group is named after its family and replaced without a gap", () => {
    expect(synth().resource("aws_elasticache_parameter_group", "redis")).toMatchObject({
      name: "acme-redis7",
      family: "redis7",
      lifecycle: { create_before_destroy: true },
    });
  });
});

describe("RedisSecondary", () => {
  const json = synthConstruct((stack) => {
    const { replicationGroupId: _, ...shared } = props;
    new RedisSecondary(stack, "redis", {
      ...shared,
      replicationGroupId: "acme-dr-redis",
      primaryReplicationGroupId: "acme-redis",
      primaryProvider: new AwsProvider(stack, "aws_primary", { alias: "primary", region: "us-east-1" }),
    });
  });
  const member = json.resource("aws_elasticache_replication_group", "redis");

  test("joins the datastore that it creates in the primary's region", () => {
    expect(json.resource("aws_elasticache_global_replication_group", "redis")).toEqual({
      global_replication_group_id_suffix: "acme-redis",
      global_replication_group_description: "acme-redis in all of its regions",
      primary_replication_group_id: "acme-redis",
      provider: "aws.primary",
    });
    expect(member.global_replication_group_id).toBe(
      "${aws_elasticache_global_replication_group.redis.global_replication_group_id}",
    );
  });

  test.each([
    "engine",
    "engine_version",
    "node_type",
    "parameter_group_name",
    "at_rest_encryption_enabled",
    "transit_encryption_enabled",
    "auth_token",
    "automatic_failover_enabled",
    "multi_az_enabled",
  ])("does not say %s, which is the primary's", (argument) => {
    expect(member).not.toHaveProperty(argument);
  });

  test("has nodes, subnets, security groups and a key of its own", () => {
    expect(member).toMatchObject({
      replication_group_id: "acme-dr-redis",
      num_cache_clusters: 2,
      subnet_group_name: "${aws_elasticache_subnet_group.redis.name}",
      security_group_ids: ["sg-1"],
      kms_key_id: props.kmsKeyArn,
    });
  });
});
