import { Construct } from "constructs";
import { BackupPlan } from "../../../modules/backup/backup-plan";
import { BackupRoles } from "../../../modules/backup/backup-roles";
import { BackupVault } from "../../../modules/backup/backup-vault";
import { FailureNotifications, publishingKeyStatement } from "../../../modules/backup/failure-notifications";
import { RedisSnapshots } from "../../../modules/backup/redis-snapshots";
import type { BackupSection } from "../../config/sections/backup";
import { lambda } from "../../versions";
import { BaseStack, type BaseStackProps } from "../base-stack";
import { functionSource } from "./function-source";

/** What is backed up, in the region where it is. */
export interface BackupSource {
  readonly region: string;
  /** ARN of the PostgreSQL primary. */
  readonly databaseArn: string;
  /** ARN of the shared file system. */
  readonly fileSystemArn: string;
  /** Identifier of the Redis replication group. */
  readonly replicationGroupId: string;
  /** ARN of the key that encrypts the Redis. */
  readonly cacheKeyArn: string;
}

/** The region that copies are kept in. */
export interface BackupStandby {
  readonly region: string;
  /** First part of the region's names: `techally-dr` gives the vault `techally-dr-backup-vault`. */
  readonly namePrefix: string;
}

export interface BackupStackProps extends Omit<BaseStackProps, "region"> {
  /** First part of every name: `techally` gives the vault `techally-backup-vault`. */
  readonly namePrefix: string;
  readonly backup: BackupSection;
  readonly primary: BackupSource;
  /** Addresses that learn of backups and copies that failed. */
  readonly emails: readonly string[];
  /**
   * The standby region.
   * @default - nothing is copied
   */
  readonly standby?: BackupStandby;
}

/**
 * The backups that the services do not make by themselves (INF-001 §9.1): weekly snapshots of PostgreSQL, daily ones of
 * the shared file system with a copy in the standby region, daily ones of Redis.
 *
 * PostgreSQL's automated backups and their copies in the standby region are the data stacks', so its snapshots are not
 * copied again, and AWS Backup makes no continuous backups of it, which would take over the automated ones. The
 * standby's Redis is empty until a failover, so it has no snapshots but its own automatic ones.
 */
export class BackupStack extends BaseStack {
  readonly vaultArn: string;
  readonly vaultName: string;
  /** Topic that hears of backup and copy jobs that failed. */
  readonly notificationTopicArn: string;
  /** Queue that keeps what the Redis snapshots' schedule and function could not do. */
  readonly deadLetterQueueName: string;
  /** Function that takes and deletes the snapshots of Redis. */
  readonly functionName: string;
  /** Role for restores, which are started by hand. */
  readonly restoreRoleArn: string;

  constructor(scope: Construct, id: string, props: BackupStackProps) {
    super(scope, id, { ...props, region: props.primary.region });
    const { namePrefix, backup, primary, standby } = props;
    const accountId = this.callerAccountId;
    const roles = new BackupRoles(this, "roles", { namePrefix });
    this.restoreRoleArn = roles.restoreRoleArn;

    const { enabled: locked, ...limits } = backup.vaultLock;
    const protection = { accountId, lock: locked ? limits : undefined, deletionProtection: backup.deletionProtection };
    const vaults = new Construct(this, "vaults");
    const vault = new BackupVault(vaults, "main", {
      ...protection,
      namePrefix,
      keyStatements: [publishingKeyStatement],
    });
    this.vaultArn = vault.arn;
    this.vaultName = vault.name;
    const copyVault =
      standby &&
      new BackupVault(vaults, "standby", {
        ...protection,
        namePrefix: standby.namePrefix,
        provider: this.providerIn(standby.region, "standby"),
      });

    const plans = new Construct(this, "plans");
    const common = { vaultName: vault.name, roleArn: roles.backupRoleArn };
    new BackupPlan(plans, "database", {
      ...common,
      ...backup.database,
      name: `${namePrefix}-database-snapshots`,
      ruleName: "weekly",
      resourceArns: [primary.databaseArn],
    });
    const { copyRetentionDays, ...fileSystem } = backup.fileSystem;
    new BackupPlan(plans, "file_system", {
      ...common,
      ...fileSystem,
      name: `${namePrefix}-file-system-backups`,
      ruleName: "daily",
      resourceArns: [primary.fileSystemArn],
      copyTo: copyVault && { vaultArn: copyVault.arn, retentionDays: copyRetentionDays },
    });

    this.notificationTopicArn = new FailureNotifications(this, "notifications", {
      namePrefix,
      emails: props.emails,
      kmsKeyArn: vault.keyArn,
      vaultArn: vault.arn,
      copyVaultArn: copyVault?.arn,
    }).topicArn;
    const snapshots = new RedisSnapshots(this, "redis-snapshots", {
      ...backup.cache,
      namePrefix,
      accountId,
      region: primary.region,
      replicationGroupId: primary.replicationGroupId,
      kmsKeyArn: primary.cacheKeyArn,
      entryPoint: functionSource("redis-snapshots"),
      runtime: lambda.runtime,
    });
    this.functionName = snapshots.functionName;
    this.deadLetterQueueName = snapshots.deadLetterQueueName;
  }
}
