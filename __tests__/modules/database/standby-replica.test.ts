import { DbInstanceAutomatedBackupsReplication } from "@cdktf/provider-aws/lib/db-instance-automated-backups-replication";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { DatabaseFoundation } from "../../../modules/database/database-foundation";
import { DatabaseKey } from "../../../modules/database/database-key";
import { StandbyReplica, type StandbyReplicaProps } from "../../../modules/database/standby-replica";
import { synthConstruct } from "../../support/synth";

const primaryArn = "arn:aws:rds:us-east-1:111122223333:db:acme-primary";
const kmsKeyArn = "arn:aws:kms:us-west-2:111122223333:key/1";

function synth(changes: Partial<StandbyReplicaProps> = {}) {
  return synthConstruct((stack) => {
    new RandomProvider(stack, "random");
    new StandbyReplica(stack, "standby_replica", {
      foundation: new DatabaseFoundation(stack, "foundation", {
        namePrefix: "acme-dr",
        subnetIds: ["subnet-a", "subnet-b"],
        parameterGroupFamily: "postgres15",
        accountId: "123456789012",
        maxConnections: 100,
      }),
      identifier: "acme-dr-replica",
      primaryArn,
      kmsKeyArn,
      instanceClass: "db.t4g.small",
      securityGroupIds: ["sg-1"],
      storageType: "gp3",
      maxAllocatedStorage: 50,
      backupRetentionDays: 5,
      backupWindow: "01:00-02:00",
      maintenanceWindow: "mon:03:00-mon:04:00",
      replicatedBackupRetentionDays: 9,
      multiAz: false,
      performanceInsightsRetentionDays: 7,
      logExports: ["postgresql"],
      logRetentionDays: 14,
      ...changes,
    });
  });
}

describe("StandbyReplica", () => {
  test("replicates by ARN into subnets, parameters and a key of its own region", () => {
    expect(synth().resource("aws_db_instance", "standby_replica")).toMatchObject({
      replicate_source_db: primaryArn,
      kms_key_id: kmsKeyArn,
      db_subnet_group_name: "${aws_db_subnet_group.database.name}",
      parameter_group_name: "${aws_db_parameter_group.database.name}",
      backup_retention_period: 5,
      auto_minor_version_upgrade: false,
    });
  });

  test("a promotion that Terraform did not make is left alone", () => {
    expect(synth().resource("aws_db_instance", "standby_replica").lifecycle).toEqual({
      prevent_destroy: true,
      ignore_changes: ["replicate_source_db"],
    });
  });

  test("keeps the primary's automated backups", () => {
    expect(synth().text).toHaveResourceWithProperties(DbInstanceAutomatedBackupsReplication, {
      source_db_instance_arn: primaryArn,
      kms_key_id: kmsKeyArn,
      retention_period: 9,
    });
  });

  test.each([
    ["waits for the maintenance window", undefined, false],
    ["changes at once when told to", true, true],
  ])("%s", (_, applyImmediately, expected) => {
    const replica = synth({ applyImmediately }).resource("aws_db_instance", "standby_replica");
    expect(replica.apply_immediately).toBe(expected);
  });

  test("has a final snapshot only once it was promoted: RDS takes none of a replica", () => {
    const replica = synth().resource("aws_db_instance", "standby_replica");
    expect(replica.skip_final_snapshot).toBe(true);
    expect(replica).not.toHaveProperty("final_snapshot_identifier");
    expect(synth({ finalSnapshot: true }).resource("aws_db_instance", "standby_replica")).toMatchObject({
      skip_final_snapshot: false,
      final_snapshot_identifier: "acme-dr-replica-final-${random_id.standby_replica_final_snapshot.hex}",
    });
  });

  test("can be made to be thrown away", () => {
    const replica = synth({ deletionProtection: false }).resource("aws_db_instance", "standby_replica");
    expect(replica).toMatchObject({
      deletion_protection: false,
      delete_automated_backups: true,
      lifecycle: { prevent_destroy: false },
    });
  });
});

describe("DatabaseKey", () => {
  test.each([
    [undefined, true],
    [false, false],
  ])("preventDestroy %s", (preventDestroy, expected) => {
    const json = synthConstruct((stack) => {
      new DatabaseKey(stack, "key", { namePrefix: "acme", preventDestroy });
    });
    expect(json.resource("aws_kms_key", "database")).toEqual({
      description: "Encrypts the databases and caches of acme",
      enable_key_rotation: true,
      deletion_window_in_days: 30,
      tags: { Name: "acme-database" },
      lifecycle: { prevent_destroy: expected },
    });
    expect(json.resource("aws_kms_alias", "database").target_key_id).toBe("${aws_kms_key.database.key_id}");
  });
});
