import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbInstanceAutomatedBackupsReplication } from "@cdktf/provider-aws/lib/db-instance-automated-backups-replication";
import { Construct } from "constructs";
import { FinalSnapshot } from "../backup/final-snapshot";
import { commonArguments, type InstanceProps } from "./instance";

export interface StandbyReplicaProps extends InstanceProps {
  /** ARN of the primary, which is in another region. */
  readonly primaryArn: string;
  /** Keeps a synchronous copy in a second zone of the standby region. */
  readonly multiAz: boolean;
  /** Days of the replica's own automated backups, 1-35: they are there the moment it is promoted. */
  readonly backupRetentionDays: number;
  /** Daily window in UTC, `03:00-04:00`. */
  readonly backupWindow: string;
  /** Days that the primary's automated backups are kept in this region, 1-35. */
  readonly replicatedBackupRetentionDays: number;
  /**
   * Takes a last snapshot, `<identifier>-final-<random>`, when the instance is deleted. RDS refuses it for a replica, so
   * this is for one that was promoted (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html).
   * @default false
   */
  readonly finalSnapshot?: boolean;
  /**
   * AWS and Terraform refuse to delete the replica.
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/**
 * A primary's copy in another region: a replica that can be promoted
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.XRgn.html), and the primary's automated backups
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReplicateBackups.html), from which the database can be
 * restored to a point in time before an error that the replica has repeated.
 */
export class StandbyReplica extends Construct {
  readonly instance: DbInstance;

  constructor(scope: Construct, id: string, props: StandbyReplicaProps) {
    super(scope, id);
    const { primaryArn, kmsKeyArn, finalSnapshot = false, deletionProtection = true } = props;
    const { identifier } = props;
    // There before it is needed, so that a failover does not have to create it.
    const snapshot = new FinalSnapshot(new Construct(this, "snapshot"), id, {
      of: identifier,
      keepers: { identifier, kmsKeyArn },
    });
    this.instance = new DbInstance(this, id, {
      ...commonArguments(this, id, props),
      replicateSourceDb: primaryArn,
      kmsKeyId: kmsKeyArn,
      dbSubnetGroupName: props.foundation.subnetGroupName,
      multiAz: props.multiAz,
      applyImmediately: props.applyImmediately ?? false,
      backupRetentionPeriod: props.backupRetentionDays,
      backupWindow: props.backupWindow,
      autoMinorVersionUpgrade: false,
      deletionProtection,
      deleteAutomatedBackups: !deletionProtection,
      skipFinalSnapshot: !finalSnapshot,
      finalSnapshotIdentifier: finalSnapshot ? snapshot.identifier : undefined,
      tags: { Name: props.identifier, ...props.tags },
      lifecycle: {
        preventDestroy: deletionProtection,
        // A failover promotes the replica outside of Terraform, which must not try to make it a replica again.
        ignoreChanges: ["replicate_source_db"],
      },
    });
    new DbInstanceAutomatedBackupsReplication(new Construct(this, "backups"), "primary", {
      sourceDbInstanceArn: primaryArn,
      kmsKeyId: kmsKeyArn,
      retentionPeriod: props.replicatedBackupRetentionDays,
    });
  }
}
