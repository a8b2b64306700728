import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { BackupVault, type BackupVaultProps } from "../../../modules/backup/backup-vault";
import { publishingKeyStatement } from "../../../modules/backup/failure-notifications";
import { synthConstruct } from "../../support/synth";

function synthVault(props: Partial<BackupVaultProps> = {}) {
  return synthConstruct((stack) => {
    new BackupVault(stack, "main", { namePrefix: "acme", accountId: "111122223333", ...props });
  });
}

const everyone = [{ type: "AWS", identifiers: ["*"] }];

test("by default: a key of its own, and nobody deletes anything", () => {
  const json = synthVault();
  expect(json.resource("aws_backup_vault", "main")).toEqual({
    name: "acme-backup-vault",
    kms_key_arn: "${aws_kms_key.main.arn}",
    tags: { Name: "acme-backup-vault" },
    lifecycle: { prevent_destroy: true },
  });
  expect(json.resource("aws_kms_key", "main")).toEqual({
    description: "Encrypts the backups in acme-backup-vault",
    enable_key_rotation: true,
    deletion_window_in_days: 30,
    policy: "${data.aws_iam_policy_document.main_key.json}",
    tags: { Name: "acme-backup-vault" },
    lifecycle: { prevent_destroy: true },
  });
  expect(json.resource("aws_kms_alias", "main")).toEqual({
    name: "alias/acme-backup-vault",
    target_key_id: "${aws_kms_key.main.key_id}",
  });
  expect(json.resource("aws_backup_vault_policy", "main")).toEqual({
    backup_vault_name: "${aws_backup_vault.main.name}",
    policy: "${data.aws_iam_policy_document.main_vault.json}",
  });
  expect(json.data("aws_iam_policy_document", "main_vault").statement).toEqual([
    {
      sid: "KeepRecoveryPoints",
      effect: "Deny",
      actions: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
      resources: ["*"],
      principals: everyone,
    },
  ]);
  expect(json.names("aws_backup_vault_lock_configuration")).toEqual([]);
});

test("the account administers the key; others are named", () => {
  const administration = {
    sid: "EnableIAMUserPermissions",
    actions: ["kms:*"],
    resources: ["*"],
    principals: [{ type: "AWS", identifiers: ["arn:aws:iam::111122223333:root"] }],
  };
  expect(synthVault().data("aws_iam_policy_document", "main_key").statement).toEqual([administration]);
  const json = synthVault({ keyStatements: [publishingKeyStatement] });
  expect(json.data("aws_iam_policy_document", "main_key").statement).toEqual([
    administration,
    {
      sid: "EncryptNotifications",
      actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
      resources: ["*"],
      principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
    },
  ]);
});

test("lock is one in governance mode: there is no day on which it becomes final", () => {
  const json = synthVault({ lock: { minRetentionDays: 7, maxRetentionDays: 70 } });
  expect(json.resource("aws_backup_vault_lock_configuration", "main")).toEqual({
    backup_vault_name: "${aws_backup_vault.main.name}",
    min_retention_days: 7,
    max_retention_days: 70,
  });
});

test("without deletionProtection the vault goes with all that is in it", () => {
  const json = synthVault({ deletionProtection: false });
  expect(json.resource("aws_backup_vault", "main")).toMatchObject({
    force_destroy: true,
    lifecycle: { prevent_destroy: false },
  });
  expect(json.resource("aws_kms_key", "main").lifecycle).toEqual({ prevent_destroy: false });
  expect(json.names("aws_backup_vault_policy")).toEqual([]);
});

test("with a provider, everything is in its region", () => {
  const json = synthConstruct((stack) => {
    const provider = new AwsProvider(stack, "west", { region: "us-west-2", alias: "west" });
    const lock = { minRetentionDays: 7, maxRetentionDays: 70 };
    new BackupVault(stack, "main", { namePrefix: "acme", accountId: "111122223333", lock, provider });
  });
  expect(json.addresses).toHaveLength(5);
  for (const address of json.addresses) {
    const [type = "", name = ""] = address.split(".");
    expect(json.resource(type, name).provider).toBe("aws.west");
  }
});
