import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { Construct } from "constructs";
import { FinalSnapshot } from "../backup/final-snapshot";
import { commonArguments, type InstanceProps } from "./instance";

export interface PrimaryInstanceProps extends InstanceProps {
  /** Value of the tag `Name`. */
  readonly nameTag: string;
  /** Version of PostgreSQL; a major version alone, `15`, takes the minor version that RDS prefers. */
  readonly engineVersion: string;
  /** Database that is created with the instance. */
  readonly databaseName: string;
  /** Name of the master user. */
  readonly username: string;
  /** Password of the master user. */
  readonly password: string;
  /** Port that the instance listens on; the security group of the databases opens it. */
  readonly port: number;
  /** Storage at creation, in GiB. */
  readonly allocatedStorage: number;
  /** Days of automated backups, 0-35; replicas need at least 1. */
  readonly backupRetentionDays: number;
  /** Daily window in UTC, `03:00-04:00`. */
  readonly backupWindow: string;
  /** Keeps a synchronous copy in a second zone and fails over to it. */
  readonly multiAz: boolean;
  /** Installs minor versions in the maintenance window. */
  readonly autoMinorVersionUpgrade: boolean;
  /**
   * AWS and Terraform refuse to delete the instance, and its automated backups outlive it.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /**
   * Takes a last snapshot, `<identifier>-final-<random>`, when the instance is deleted.
   * @default true
   */
  readonly finalSnapshot?: boolean;
}

/**
 * A PostgreSQL primary (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_PostgreSQL.html), encrypted, with
 * its password in `password`: RDS refuses read replicas of a source whose password it manages itself
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html#rds-secrets-manager-limitations).
 */
export class PrimaryInstance extends Construct {
  readonly instance: DbInstance;

  constructor(scope: Construct, id: string, props: PrimaryInstanceProps) {
    super(scope, id);
    const { deletionProtection = true, finalSnapshot = true } = props;
    const { identifier, databaseName, username, kmsKeyArn } = props;
    const keepers = { identifier, databaseName, username, kmsKeyArn };
    this.instance = new DbInstance(this, id, {
      ...commonArguments(this, id, props),
      engine: "postgres",
      engineVersion: props.engineVersion,
      allocatedStorage: props.allocatedStorage,
      kmsKeyId: props.kmsKeyArn,
      dbName: props.databaseName,
      username: props.username,
      password: props.password,
      port: props.port,
      dbSubnetGroupName: props.foundation.subnetGroupName,
      backupRetentionPeriod: props.backupRetentionDays,
      backupWindow: props.backupWindow,
      multiAz: props.multiAz,
      autoMinorVersionUpgrade: props.autoMinorVersionUpgrade,
      deletionProtection,
      deleteAutomatedBackups: !deletionProtection,
      skipFinalSnapshot: !finalSnapshot,
      finalSnapshotIdentifier: finalSnapshot
        ? new FinalSnapshot(new Construct(this, "snapshot"), id, { of: identifier, keepers }).identifier
        : undefined,
      tags: { Name: props.nameTag, ...props.tags },
      lifecycle: { preventDestroy: deletionProtection },
    });
  }
}
