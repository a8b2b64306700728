import { Construct } from "constructs";
import { BackupPlan } from "../../../modules/backup/backup-plan";
import { BackupRoles } from "../../../modules/backup/backup-roles";
import { BackupVault } from "../../../modules/backup/backup-vault";
import { FailureNotifications, publishingKeyStatement } from "../../../modules/backup/failure-notifications";
import { RedisSnapshots } from "../../../modules/backup/redis-snapshots";
import type { BackupSection } from "../../config/sections/backup";
import { snapshotRunMinutes } from "../../contracts";
import { lambda } from "../../versions";
import { BaseStack, type BaseStackProps } from "../base-stack";
import type { DataStack } from "../data/data-stack";
import type { Region } from "../region";
import type { StorageStack } from "../storage-stack";
import { functionSource } from "./function-source";

export interface BackupStackProps extends Omit<BaseStackProps, "region"> {
  readonly backup: BackupSection;
  /** The region whose database, cache and file system are backed up; its `namePrefix` starts every name. */
  readonly primary: Region & {
    readonly data: Pick<DataStack, "primaryArn" | "replicationGroupId" | "databaseKeyArn">;
    readonly storage: Pick<StorageStack, "fileSystemArn">;
  };
  /** E-mail addresses that are told of failed backups and copies. */
  readonly emails: readonly string[];
  /**
   * The standby region, which keeps copies in the vault `<namePrefix>-backup-vault`.
   * @default - nothing is copied
   */
  readonly standby?: Region;
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
  /** ARN of the topic for failed backup and copy jobs. */
  readonly notificationTopicArn: string;
  /** Dead-letter queue of the Redis snapshots' schedule and function. */
  readonly deadLetterQueueName: string;
  /** Function that takes and deletes the snapshots of Redis. */
  readonly functionName: string;
  /** Role for restores, which are started by hand. */
  readonly restoreRoleArn: string;

  constructor(scope: Construct, id: string, props: BackupStackProps) {
    super(scope, id, { ...props, region: props.primary.region });
    const { backup, primary, standby } = props;
    const { namePrefix, data } = primary;
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
      resourceArns: [data.primaryArn],
    });
    const { copyRetentionDays, ...fileSystem } = backup.fileSystem;
    new BackupPlan(plans, "file_system", {
      ...common,
      ...fileSystem,
      name: `${namePrefix}-file-system-backups`,
      ruleName: "daily",
      resourceArns: [primary.storage.fileSystemArn],
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
      timeoutSeconds: snapshotRunMinutes * 60,
      ...backup.cache,
      namePrefix,
      accountId,
      region: primary.region,
      replicationGroupId: data.replicationGroupId,
      kmsKeyArn: data.databaseKeyArn,
      entryPoint: functionSource("redis-snapshots"),
      runtime: lambda.runtime,
    });
    this.functionName = snapshots.functionName;
    this.deadLetterQueueName = snapshots.deadLetterQueueName;
  }
}
