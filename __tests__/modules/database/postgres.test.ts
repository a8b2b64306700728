import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { Postgres, type PostgresProps } from "../../../modules/database/postgres";
import { synthConstruct } from "../../support/synth";

const props: PostgresProps = {
  namePrefix: "acme",
  subnetIds: ["subnet-a", "subnet-b"],
  parameterGroupFamily: "postgres15",
  accountId: "123456789012",
  port: 5433,
  maxConnections: 123,
  securityGroupIds: ["sg-1"],
  kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1",
  engineVersion: "15",
  instanceClass: "db.t4g.small",
  databaseName: "shop",
  username: "shop_admin",
  password: "secret",
  allocatedStorage: 20,
  maxAllocatedStorage: 50,
  storageType: "gp3",
  backupRetentionDays: 3,
  backupWindow: "01:00-02:00",
  maintenanceWindow: "mon:03:00-mon:04:00",
  multiAz: false,
  performanceInsightsRetentionDays: 31,
  logExports: ["postgresql", "upgrade"],
  logRetentionDays: 14,
  replicaCount: 1,
  replicaInstanceClass: "db.t4g.micro",
};

function synth(changes: Partial<PostgresProps> = {}) {
  return synthConstruct((stack) => {
    new RandomProvider(stack, "random");
    new Postgres(stack, "postgres", { ...props, ...changes });
  });
}

describe("Postgres", () => {
  test("every prop reaches the primary", () => {
    const json = synth({ tags: { Team: "shop" } });
    expect(json.text).toHaveResource(DbInstance);
    expect(json.resource("aws_db_instance", "primary")).toMatchObject({
      identifier: "acme-primary",
      engine: "postgres",
      engine_version: "15",
      instance_class: "db.t4g.small",
      db_name: "shop",
      username: "shop_admin",
      password: "secret",
      port: 5433,
      allocated_storage: 20,
      max_allocated_storage: 50,
      storage_type: "gp3",
      kms_key_id: props.kmsKeyArn,
      performance_insights_kms_key_id: props.kmsKeyArn,
      performance_insights_retention_period: 31,
      vpc_security_group_ids: ["sg-1"],
      backup_retention_period: 3,
      backup_window: "01:00-02:00",
      maintenance_window: "mon:03:00-mon:04:00",
      multi_az: false,
      enabled_cloudwatch_logs_exports: ["postgresql", "upgrade"],
      tags: { Name: "acme-primary-db", Team: "shop" },
    });
  });

  test("is protected unless told otherwise", () => {
    expect(synth().resource("aws_db_instance", "primary")).toMatchObject({
      deletion_protection: true,
      delete_automated_backups: false,
      skip_final_snapshot: false,
      final_snapshot_identifier: "acme-primary-final-${random_id.primary_final_snapshot.hex}",
      lifecycle: { prevent_destroy: true },
    });
  });

  test("can be made to be thrown away", () => {
    const primary = synth({ deletionProtection: false, finalSnapshot: false }).resource("aws_db_instance", "primary");
    expect(primary).toMatchObject({
      deletion_protection: false,
      delete_automated_backups: true,
      skip_final_snapshot: true,
      lifecycle: { prevent_destroy: false },
    });
    expect(primary).not.toHaveProperty("final_snapshot_identifier");
  });

  test.each([
    ["no replica anywhere", { replicaCount: 0 }, true],
    ["a replica beside it", { replicaCount: 1 }, false],
    ["a replica in another region", { replicaCount: 0, replicatedElsewhere: true }, false],
  ])("with %s, minor versions install themselves: %#", (_, changes, expected) => {
    expect(synth(changes).resource("aws_db_instance", "primary").auto_minor_version_upgrade).toBe(expected);
  });

  test("replicas are numbered from one and have a class of their own", () => {
    const json = synth({ replicaCount: 3 });
    expect(json.names("aws_db_instance")).toEqual(["primary", "read_replica_1", "read_replica_2", "read_replica_3"]);
    expect(json.resource("aws_db_instance", "read_replica_3")).toMatchObject({
      identifier: "acme-read-replica-3",
      instance_class: "db.t4g.micro",
      replicate_source_db: "${aws_db_instance.primary.identifier}",
      storage_type: "gp3",
      tags: { Name: "acme-read-replica-3" },
    });
  });

  test("adding a replica leaves the others alone", () => {
    const before = synth({ replicaCount: 1 }).root.resource ?? {};
    const after = synth({ replicaCount: 2 }).root.resource ?? {};
    for (const [type, named] of Object.entries(before)) {
      expect(after[type]).toMatchObject(named as Record<string, unknown>);
    }
  });

  test("each instance has a log group per exported log", () => {
    const json = synth();
    expect(json.names("aws_cloudwatch_log_group")).toEqual([
      "primary_postgresql",
      "primary_upgrade",
      "read_replica_1_postgresql",
      "read_replica_1_upgrade",
    ]);
    expect(json.resource("aws_cloudwatch_log_group", "primary_upgrade")).toEqual({
      name: "/aws/rds/instance/acme-primary/upgrade",
      retention_in_days: 14,
    });
  });

  test("only RDS monitoring of this account may assume the monitoring role", () => {
    const json = synth();
    expect(json.data("aws_iam_policy_document", "rds_monitoring_trust").statement).toEqual([
      {
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["monitoring.rds.amazonaws.com"] }],
        condition: [
          {
            test: "StringEquals",
            variable: "aws:SourceAccount",
            values: ["123456789012"],
          },
        ],
      },
    ]);
    expect(json.names("aws_iam_role_policy_attachment")).toEqual([
      "rds_monitoring_amazon_rds_enhanced_monitoring_role",
    ]);
  });

  test("the parameter group is named after its family and replaced without a gap", () => {
    expect(synth().resource("aws_db_parameter_group", "database")).toMatchObject({
      name: "acme-postgres15",
      family: "postgres15",
      parameter: [{ name: "max_connections", value: "123" }, { name: "rds.force_ssl" }],
      lifecycle: { create_before_destroy: true },
    });
  });
});

describe("the final snapshot", () => {
  test("has another name once the instance is another one: what replaces it changes the random part", () => {
    expect(synth().resource("random_id", "primary_final_snapshot")).toEqual({
      byte_length: 4,
      keepers: { identifier: "acme-primary", databaseName: "shop", username: "shop_admin", kmsKeyArn: props.kmsKeyArn },
    });
  });

  test("has no name where none is taken", () => {
    expect(synth({ finalSnapshot: false }).names("random_id")).toEqual([]);
  });
});
