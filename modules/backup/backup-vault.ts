import { BackupVault as Vault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration";
import { BackupVaultPolicy } from "@cdktf/provider-aws/lib/backup-vault-policy";
import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { accountAdministration, CustomerKey } from "../encryption/customer-key";

/** Days that backups in a locked vault may be kept; jobs that ask for less or more fail. */
export interface RetentionLimits {
  readonly minRetentionDays: number;
  readonly maxRetentionDays: number;
}

export interface BackupVaultProps {
  /** First part of every name: `techally` gives the vault `techally-backup-vault`. */
  readonly namePrefix: string;
  /** Account that administers the key. */
  readonly accountId: string;
  /**
   * Who else may use the key, and for what.
   * @default - whom the account's IAM policies let
   */
  readonly keyStatements?: readonly DataAwsIamPolicyDocumentStatement[];
  /**
   * Locks the vault in governance mode (https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html): only
   * who may remove the lock can delete a backup before its time. There is no period after which that ends, unlike in
   * compliance mode, where not even AWS can.
   * @default - not locked
   */
  readonly lock?: RetentionLimits;
  /**
   * Nobody deletes a backup or shortens its life, nor Terraform the vault and its key. Without it, destroying the
   * vault destroys all that is in it.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /**
   * Provider of the vault's region.
   * @default - the stack's own
   */
  readonly provider?: AwsProvider;
}

/**
 * A vault of AWS Backup (https://docs.aws.amazon.com/aws-backup/latest/devguide/vaults.html) with a key of its own.
 * File system backups are encrypted with it; database snapshots keep the key of their database
 * (https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html).
 */
export class BackupVault extends Construct {
  readonly arn: string;
  readonly name: string;
  readonly keyArn: string;

  constructor(scope: Construct, id: string, props: BackupVaultProps) {
    super(scope, id);
    const { namePrefix, provider, lock, deletionProtection = true } = props;
    const name = `${namePrefix}-backup-vault`;
    const lifecycle = { preventDestroy: deletionProtection };
    const part = (partName: string) => new Construct(this, partName);

    const keyPolicy = new DataAwsIamPolicyDocument(part("key-policy"), `${id}_key`, {
      statement: [accountAdministration(props.accountId), ...(props.keyStatements ?? [])],
    });
    const key = new CustomerKey(part("key"), id, {
      provider,
      alias: name,
      description: `Encrypts the backups in ${name}`,
      policy: keyPolicy.json,
      tags: { Name: name },
      preventDestroy: deletionProtection,
    });
    const vault = new Vault(this, id, {
      provider,
      name,
      kmsKeyArn: key.arn,
      forceDestroy: deletionProtection ? undefined : true,
      tags: { Name: name },
      lifecycle,
    });
    this.arn = vault.arn;
    this.name = vault.name;
    this.keyArn = key.arn;

    if (deletionProtection) {
      const policy = new DataAwsIamPolicyDocument(part("policy-document"), `${id}_vault`, {
        statement: [keepRecoveryPoints],
      });
      new BackupVaultPolicy(part("policy"), id, { provider, backupVaultName: vault.name, policy: policy.json });
    }
    if (lock) new BackupVaultLockConfiguration(part("lock"), id, { provider, backupVaultName: vault.name, ...lock });
  }
}

/** AWS Backup itself, which deletes what has reached its age, is not held back by a vault's policy. */
const keepRecoveryPoints: DataAwsIamPolicyDocumentStatement = {
  sid: "KeepRecoveryPoints",
  effect: "Deny",
  actions: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
  resources: ["*"],
  principals: [{ type: "AWS", identifiers: ["*"] }],
};
