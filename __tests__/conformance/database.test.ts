import { fixtureStack } from "../support/stack-json";

const data = fixtureStack("production-data");
const primary = data.resource("aws_db_instance", "primary");
const network = "data.terraform_remote_state.production_network.outputs";

describe("§5.1 aws_db_instance.primary", () => {
  test.each<[string, unknown]>([
    ["identifier", "techally-primary"],
    ["engine", "postgres"],
    ["instance_class", "db.r6g.2xlarge"],
    ["allocated_storage", 100],
    ["storage_type", "gp3"],
    ["storage_encrypted", true],
    ["kms_key_id", "${aws_kms_key.database.arn}"],
    ["db_name", "techally"],
    ["password", "${random_password.db_password.result}"],
    ["vpc_security_group_ids", [`\${${network}.aws_security_group_database_id}`]],
    ["db_subnet_group_name", "${aws_db_subnet_group.database.name}"],
    ["backup_retention_period", 30],
    ["backup_window", "03:00-04:00"],
    ["maintenance_window", "sun:04:00-sun:05:00"],
    ["multi_az", true],
    ["publicly_accessible", false],
    ["deletion_protection", true],
    ["skip_final_snapshot", false],
    ["performance_insights_enabled", true],
    ["performance_insights_retention_period", 7],
    ["enabled_cloudwatch_logs_exports", ["postgresql"]],
    ["tags", { Name: "techally-primary-db", Environment: "production" }],
  ])("%s", (argument, value) => {
    expect(primary[argument]).toEqual(value);
  });

  test("engine_version: major version 15, since 15.3 can no longer be created", () => {
    expect(primary.engine_version).toBe("15");
  });

  test("username: techally_admin, since admin is reserved", () => {
    expect(primary.username).toBe("techally_admin");
  });

  test("the final snapshot has a name, without which Terraform could not destroy the instance, and that no later one has", () => {
    expect(primary.final_snapshot_identifier).toBe("techally-primary-final-${random_id.primary_final_snapshot.hex}");
  });

  test("a replica is upgraded before its primary, so neither upgrades by itself", () => {
    expect(primary.auto_minor_version_upgrade).toBe(false);
  });

  test("aws_db_subnet_group.database spans the database tier", () => {
    expect(data.resource("aws_db_subnet_group", "database").subnet_ids).toEqual(
      ["us_east_1a", "us_east_1b", "us_east_1c"].map((zone) => `\${${network}.aws_subnet_database_${zone}_id}`),
    );
  });

  test("random_password.db_password holds nothing that RDS or a URL refuses", () => {
    expect(data.resource("random_password", "db_password")).toEqual({ length: 32, special: false });
  });

  test("aws_kms_key.database rotates and cannot be destroyed by accident", () => {
    expect(data.resource("aws_kms_key", "database")).toMatchObject({
      enable_key_rotation: true,
      lifecycle: { prevent_destroy: true },
    });
    expect(data.resource("aws_kms_alias", "database")).toMatchObject({ name: "alias/techally-database" });
  });
});

describe("§5.1 aws_db_instance.read_replica", () => {
  test("count is 2", () => {
    expect(data.names("aws_db_instance")).toEqual(["primary", "read_replica_1", "read_replica_2"]);
  });

  describe.each([1, 2])("number %i", (number) => {
    const replica = data.resource("aws_db_instance", `read_replica_${number}`);

    test.each<[string, unknown]>([
      ["identifier", `techally-read-replica-${number}`],
      ["replicate_source_db", "${aws_db_instance.primary.identifier}"],
      ["instance_class", "db.r6g.xlarge"],
      ["publicly_accessible", false],
      ["auto_minor_version_upgrade", false],
      ["performance_insights_enabled", true],
      ["tags", { Name: `techally-read-replica-${number}`, Environment: "production" }],
    ])("%s", (argument, value) => {
      expect(replica[argument]).toEqual(value);
    });

    test("has what it needs to be reached and destroyed", () => {
      expect(replica).toMatchObject({
        vpc_security_group_ids: [`\${${network}.aws_security_group_database_id}`],
        performance_insights_retention_period: 7,
        skip_final_snapshot: true,
        storage_encrypted: true,
      });
    });

    test("leaves to the primary what RDS takes from it", () => {
      for (const argument of ["engine", "engine_version", "db_name", "username", "password", "db_subnet_group_name"]) {
        expect(replica).not.toHaveProperty(argument);
      }
    });
  });
});

describe("§5.1 what all instances share", () => {
  const instances = data.names("aws_db_instance");

  test.each(instances)("%s has the parameters of PostgreSQL 15", (name) => {
    expect(data.resource("aws_db_instance", name).parameter_group_name).toBe("${aws_db_parameter_group.database.name}");
  });

  test("max_connections is said, since the replicas are smaller than the primary; TLS is forced", () => {
    expect(data.resource("aws_db_parameter_group", "database")).toMatchObject({
      family: "postgres15",
      parameter: [
        { name: "max_connections", value: "2000", apply_method: "pending-reboot" },
        { name: "rds.force_ssl", value: "1", apply_method: "pending-reboot" },
      ],
    });
  });

  test.each(instances)("%s is sampled each minute", (name) => {
    expect(data.resource("aws_db_instance", name)).toMatchObject({
      monitoring_interval: 60,
      monitoring_role_arn: "${aws_iam_role.rds_monitoring.arn}",
    });
  });

  test.each(instances)("%s writes to a log group that was there first and does not keep events for ever", (name) => {
    const instance = data.resource("aws_db_instance", name);
    expect(instance.depends_on).toEqual([`aws_cloudwatch_log_group.${name}_postgresql`]);
    expect(data.resource("aws_cloudwatch_log_group", `${name}_postgresql`)).toEqual({
      name: `/aws/rds/instance/${instance.identifier}/postgresql`,
      retention_in_days: 90,
    });
  });
});

describe("§9.1 databases: RDS", () => {
  const standby = fixtureStack("production-dr-data");
  const primaryArn = "${data.terraform_remote_state.production_data.outputs.aws_db_instance_primary_arn}";

  test("automated_backups: retention_period 30, backup_window 03:00-04:00", () => {
    expect(primary).toMatchObject({ backup_retention_period: 30, backup_window: "03:00-04:00" });
  });

  test("cross_region_backup: target_region us-west-2, retention 30 days", () => {
    expect(standby.root.provider?.aws).toEqual([expect.objectContaining({ region: "us-west-2" })]);
    expect(standby.resource("aws_db_instance_automated_backups_replication", "primary")).toEqual({
      source_db_instance_arn: primaryArn,
      kms_key_id: "${aws_kms_key.database.arn}",
      retention_period: 30,
    });
  });

  test("§1.1 a read replica of the primary stands by in us-west-2, ready to be promoted", () => {
    expect(standby.resource("aws_db_instance", "standby_replica")).toMatchObject({
      identifier: "techally-dr-replica",
      replicate_source_db: primaryArn,
      instance_class: "db.r6g.xlarge",
      kms_key_id: "${aws_kms_key.database.arn}",
      storage_encrypted: true,
      db_subnet_group_name: "${aws_db_subnet_group.database.name}",
      parameter_group_name: "${aws_db_parameter_group.database.name}",
      vpc_security_group_ids: [
        "${data.terraform_remote_state.production_dr_network.outputs.aws_security_group_database_id}",
      ],
      backup_retention_period: 30,
      backup_window: "03:00-04:00",
      deletion_protection: true,
      publicly_accessible: false,
      lifecycle: { prevent_destroy: true, ignore_changes: ["replicate_source_db"] },
    });
  });
});
