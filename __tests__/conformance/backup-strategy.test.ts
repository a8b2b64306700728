import { fixtureStack } from "../support/stack-json";

const backup = fixtureStack("production-backup");
const data = fixtureStack("production-data");
const standbyData = fixtureStack("production-dr-data");
const storage = fixtureStack("production-storage");
const standbyStorage = fixtureStack("production-dr-storage");
const fromData = "data.terraform_remote_state.production_data.outputs";
const fromStorage = "data.terraform_remote_state.production_storage.outputs";

describe("§9.1 databases.rds", () => {
  test("automated_backups: retention_period 30, backup_window 03:00-04:00", () => {
    expect(data.resource("aws_db_instance", "primary")).toMatchObject({
      backup_retention_period: 30,
      backup_window: "03:00-04:00",
    });
  });

  test("manual_snapshots: weekly, kept for 90 days", () => {
    expect(backup.resource("aws_backup_plan", "database")).toMatchObject({
      name: "techally-database-snapshots",
      rule: [
        {
          rule_name: "weekly",
          schedule: "cron(0 7 ? * SUN *)",
          target_vault_name: "${aws_backup_vault.main.name}",
          lifecycle: { delete_after: 90 },
        },
      ],
    });
    expect(backup.resource("aws_backup_selection", "database")).toMatchObject({
      plan_id: "${aws_backup_plan.database.id}",
      iam_role_arn: "${aws_iam_role.backup.arn}",
      resources: [`\${${fromData}.aws_db_instance_primary_arn}`],
    });
  });

  test("manual_snapshots: two hours after the maintenance window, and never in place of the automated backups", () => {
    expect(data.resource("aws_db_instance", "primary").maintenance_window).toBe("sun:04:00-sun:05:00");
    expect(backup.resource("aws_backup_plan", "database").rule).toEqual([
      expect.not.objectContaining({ enable_continuous_backup: expect.anything() }),
    ]);
  });

  test("cross_region_backup: target_region us-west-2, retention 30 days", () => {
    expect(standbyData.root.provider?.aws).toEqual([expect.objectContaining({ region: "us-west-2" })]);
    expect(standbyData.resource("aws_db_instance_automated_backups_replication", "primary")).toMatchObject({
      source_db_instance_arn: `\${${fromData}.aws_db_instance_primary_arn}`,
      retention_period: 30,
    });
    expect(backup.resource("aws_backup_plan", "database").rule).toEqual([
      expect.not.objectContaining({ copy_action: expect.anything() }),
    ]);
  });
});

describe("§9.1 databases.elasticache", () => {
  test("automated_snapshots: retention_limit 7, snapshot_window 04:00-05:00", () => {
    expect(data.resource("aws_elasticache_replication_group", "redis")).toMatchObject({
      snapshot_retention_limit: 7,
      snapshot_window: "04:00-05:00",
    });
  });

  test("manual_snapshots: daily", () => {
    expect(backup.resource("aws_scheduler_schedule", "redis_snapshots_schedule")).toMatchObject({
      name: "techally-redis-snapshots",
      schedule_expression: "cron(0 8 * * ? *)",
      schedule_expression_timezone: "UTC",
      target: { arn: "${aws_lambda_function.redis_snapshots.arn}" },
    });
  });

  test("manual_snapshots: of the primary's Redis, kept for 14 days", () => {
    expect(backup.resource("aws_lambda_function", "redis_snapshots")).toMatchObject({
      function_name: "techally-redis-snapshots",
      environment: {
        variables: {
          REPLICATION_GROUP_ID: `\${${fromData}.aws_elasticache_replication_group_redis_id}`,
          RETENTION_DAYS: "14",
          SNAPSHOT_PREFIX: "techally-daily",
        },
      },
    });
  });
});

describe("§9.1 application_data.s3", () => {
  const copied = ["backups", "media", "static_assets"];

  test("versioning: enabled", () => {
    for (const name of copied) {
      const { versioning_configuration } = storage.resource("aws_s3_bucket_versioning", name);
      expect(versioning_configuration).toEqual({ status: "Enabled" });
    }
  });

  test("cross_region_replication: target_region us-west-2, storage_class STANDARD_IA", () => {
    expect(standbyStorage.root.provider?.aws).toEqual([expect.objectContaining({ region: "us-west-2" })]);
    for (const name of copied) {
      const bucket = `\${data.terraform_remote_state.production_dr_storage.outputs.aws_s3_bucket_${name}_arn}`;
      expect(storage.resource("aws_s3_bucket_replication_configuration", name).rule).toEqual([
        expect.objectContaining({ destination: expect.objectContaining({ bucket, storage_class: "STANDARD_IA" }) }),
      ]);
    }
  });

  test("lifecycle_policies: transition_to_ia 30 days, transition_to_glacier 90 days", () => {
    expect(storage.resource("aws_s3_bucket_lifecycle_configuration", "media").rule).toContainEqual(
      expect.objectContaining({
        transition: [
          { days: 30, storage_class: "STANDARD_IA" },
          { days: 90, storage_class: "GLACIER" },
        ],
      }),
    );
  });
});

describe("§9.1 application_data.efs.backup_policy", () => {
  const plan = backup.resource("aws_backup_plan", "file_system");

  test("frequency daily, retention 30 days", () => {
    expect(plan).toMatchObject({
      name: "techally-file-system-backups",
      rule: [{ rule_name: "daily", schedule: "cron(0 5 * * ? *)", lifecycle: { delete_after: 30 } }],
    });
    expect(backup.resource("aws_backup_selection", "file_system")).toMatchObject({
      plan_id: "${aws_backup_plan.file_system.id}",
      resources: [`\${${fromStorage}.aws_efs_file_system_shared_arn}`],
    });
  });

  test("vault: aws_backup_vault", () => {
    expect(plan).toMatchObject({ rule: [{ target_vault_name: "${aws_backup_vault.main.name}" }] });
    expect(backup.resource("aws_backup_vault", "main")).toMatchObject({
      name: "techally-backup-vault",
      kms_key_arn: "${aws_kms_key.main.arn}",
      lifecycle: { prevent_destroy: true },
    });
  });

  test("a copy is kept for as long in us-west-2, which a failover fills its file system from", () => {
    expect(plan).toMatchObject({
      rule: [
        {
          copy_action: [{ destination_vault_arn: "${aws_backup_vault.standby.arn}", lifecycle: { delete_after: 30 } }],
        },
      ],
    });
    expect(backup.root.provider?.aws).toEqual([
      expect.objectContaining({ region: "us-east-1" }),
      expect.objectContaining({ region: "us-west-2", alias: "standby" }),
    ]);
    expect(backup.resource("aws_backup_vault", "standby")).toMatchObject({
      name: "techally-dr-backup-vault",
      kms_key_arn: "${aws_kms_key.standby.arn}",
      provider: "aws.standby",
    });
  });

  test("there are no other backups of it", () => {
    expect(storage.resource("aws_efs_backup_policy", "shared").backup_policy).toEqual({ status: "DISABLED" });
  });
});

describe("§9.1 what keeps the backups", () => {
  test.each(["main", "standby"])("vault %s: nothing is kept for less or more than documented", (name) => {
    expect(backup.resource("aws_backup_vault_lock_configuration", name)).toMatchObject({
      min_retention_days: 30,
      max_retention_days: 90,
    });
    expect(backup.resource("aws_backup_vault_policy", name).policy).toBe(
      `\${data.aws_iam_policy_document.${name}_vault.json}`,
    );
    expect(backup.resource("aws_kms_key", name)).toMatchObject({
      enable_key_rotation: true,
      lifecycle: { prevent_destroy: true },
    });
  });
});
