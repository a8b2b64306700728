import type { App } from "cdktf";
import { addEnvironment } from "../../../../src/assembly/environment";
import { type Environment, loadEnvironments } from "../../../../src/config";
import { productionWith, synthProduction } from "../../../support/changed-environments";
import { fixtureOutput } from "../../../support/output-folder";
import { fixtureStack, fixtureStacks, stackDependencies } from "../../../support/stack-json";
import { synthApp } from "../../../support/synth";

function synthProductionWith(changes: Record<string, unknown>) {
  const [environment] = loadEnvironments([productionWith(changes)]);
  return synthApp((app: App) => addEnvironment(app, environment as Environment));
}

describe("data stacks of the shipped environments", () => {
  test("each environment has one; production's standby has its own", () => {
    expect(
      fixtureStacks()
        .filter((name) => name.endsWith("-data"))
        .toSorted(),
    ).toEqual(["development-data", "production-data", "production-dr-data", "staging-data"]);
  });

  test("the cache's description has the project's name", () => {
    const stacks = synthProduction({ tags: { Project: "Acme" } }, ["production-data"]);
    const redis = stacks["production-data"]?.resource("aws_elasticache_replication_group", "redis");
    expect(redis?.description).toBe("Redis cluster for Acme");
  });

  test("they come after their networks, and the standby's after the primary's", () => {
    const dependencies = stackDependencies(fixtureOutput());
    expect(dependencies["production-data"]).toEqual(["production-network"]);
    expect(dependencies["production-dr-data"]?.toSorted()).toEqual(["production-data", "production-dr-network"]);
  });

  test.each(["staging-data", "development-data"])("%s is small and can be thrown away", (name) => {
    const stack = fixtureStack(name);
    expect(stack.names("aws_db_instance")).toEqual(["primary"]);
    expect(stack.resource("aws_db_instance", "primary")).toMatchObject({
      multi_az: false,
      apply_immediately: true,
      deletion_protection: false,
      skip_final_snapshot: true,
      storage_encrypted: true,
      auto_minor_version_upgrade: true,
      lifecycle: { prevent_destroy: false },
    });
    expect(stack.resource("aws_elasticache_replication_group", "redis")).toMatchObject({
      num_cache_clusters: 1,
      automatic_failover_enabled: false,
      multi_az_enabled: false,
      apply_immediately: true,
      transit_encryption_enabled: true,
      lifecycle: { prevent_destroy: false },
    });
    for (const secret of stack.names("aws_secretsmanager_secret")) {
      const json = stack.resource("aws_secretsmanager_secret", secret);
      expect(json.recovery_window_in_days).toBe(0);
      expect(json).not.toHaveProperty("replica");
    }
  });
});

test("production's databases and caches change in their maintenance windows", () => {
  for (const name of ["production-data", "production-dr-data"]) {
    const stack = fixtureStack(name);
    for (const type of ["aws_db_instance", "aws_elasticache_replication_group"]) {
      for (const resource of stack.names(type)) {
        expect([undefined, false]).toContain(stack.resource(type, resource).apply_immediately);
      }
    }
  }
});

describe("posture active", () => {
  const standby = synthProductionWith({ disasterRecovery: { posture: "active" } })["production-dr-data"];

  test("gives the replica the primary's class and a second zone, at once", () => {
    expect(standby?.resource("aws_db_instance", "standby_replica")).toMatchObject({
      instance_class: "db.r6g.2xlarge",
      multi_az: true,
      apply_immediately: true,
      skip_final_snapshot: false,
      final_snapshot_identifier: "techally-dr-replica-final-${random_id.standby_replica_final_snapshot.hex}",
    });
  });

  test("leaves everything else where it was", () => {
    expect(standby?.addresses).toEqual(fixtureStack("production-dr-data").addresses);
  });
});

describe("cache.globalDatastore", () => {
  const stacks = synthProductionWith({ cache: { globalDatastore: true } });
  const standby = stacks["production-dr-data"];

  test("the standby's Redis is a member, at the address that it had on its own", () => {
    expect(standby?.resource("aws_elasticache_replication_group", "redis")).toMatchObject({
      replication_group_id: "techally-dr-redis",
      global_replication_group_id: "${aws_elasticache_global_replication_group.redis.global_replication_group_id}",
    });
  });

  test("the datastore is created through the primary's region", () => {
    expect(standby?.root.provider?.aws).toContainEqual(
      expect.objectContaining({ alias: "primary", region: "us-east-1" }),
    );
    expect(standby?.resource("aws_elasticache_global_replication_group", "redis")).toMatchObject({
      provider: "aws.primary",
      primary_replication_group_id:
        "${data.terraform_remote_state.production_data.outputs.aws_elasticache_replication_group_redis_id}",
    });
  });

  test("the primary leaves to it what it decides", () => {
    const primary = stacks["production-data"]?.resource("aws_elasticache_replication_group", "redis");
    expect(primary?.lifecycle).toMatchObject({
      ignore_changes: ["engine_version", "node_type", "parameter_group_name"],
    });
  });

  test("the standby's secret keeps the password that the primary has", () => {
    const version = standby?.resource("aws_secretsmanager_secret_version", "redis_credentials");
    expect(version?.secret_string).toContain(
      "${jsondecode(data.aws_secretsmanager_secret_version.redis_credentials.secret_string).auth_token}",
    );
  });
});
