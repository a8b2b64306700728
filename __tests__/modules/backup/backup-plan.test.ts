import { BackupPlan, type BackupPlanProps } from "../../../modules/backup/backup-plan";
import { BackupRoles } from "../../../modules/backup/backup-roles";
import { FailureNotifications } from "../../../modules/backup/failure-notifications";
import { synthConstruct } from "../../support/synth";

describe("BackupPlan", () => {
  function synthPlan(props: Partial<BackupPlanProps> = {}) {
    return synthConstruct((stack) => {
      new BackupPlan(stack, "files", {
        name: "acme-files",
        ruleName: "daily",
        schedule: "cron(0 5 * * ? *)",
        startWindowMinutes: 60,
        completionWindowMinutes: 180,
        retentionDays: 30,
        vaultName: "vault",
        roleArn: "arn:aws:iam::1:role/backup",
        resourceArns: ["arn:aws:elasticfilesystem:us-east-1:1:file-system/fs-1"],
        ...props,
      });
    });
  }

  const rule = {
    rule_name: "daily",
    target_vault_name: "vault",
    schedule: "cron(0 5 * * ? *)",
    start_window: 60,
    completion_window: 180,
    lifecycle: { delete_after: 30 },
  };

  test("one rule, for resources that are named", () => {
    const json = synthPlan();
    expect(json.resource("aws_backup_plan", "files")).toEqual({
      name: "acme-files",
      rule: [rule],
      tags: { Name: "acme-files" },
    });
    expect(json.resource("aws_backup_selection", "files")).toEqual({
      name: "acme-files",
      plan_id: "${aws_backup_plan.files.id}",
      iam_role_arn: "arn:aws:iam::1:role/backup",
      resources: ["arn:aws:elasticfilesystem:us-east-1:1:file-system/fs-1"],
    });
  });

  test("copyTo keeps a copy of each backup", () => {
    const copyTo = { vaultArn: "arn:aws:backup:us-west-2:1:backup-vault:other", retentionDays: 20 };
    const copy_action = [{ destination_vault_arn: copyTo.vaultArn, lifecycle: { delete_after: 20 } }];
    expect(synthPlan({ copyTo }).resource("aws_backup_plan", "files").rule).toEqual([{ ...rule, copy_action }]);
  });
});

describe("BackupRoles", () => {
  const json = synthConstruct((stack) => {
    new BackupRoles(stack, "roles", { namePrefix: "acme" });
  });

  test.each([
    ["backup", "acme-backup", "AWSBackupServiceRolePolicyForBackup"],
    ["restore", "acme-restore", "AWSBackupServiceRolePolicyForRestores"],
  ])("%s can do that and nothing else", (id, name, policy) => {
    expect(json.resource("aws_iam_role", id)).toMatchObject({
      name,
      assume_role_policy: `\${data.aws_iam_policy_document.${id}_trust.json}`,
    });
    expect(json.data("aws_iam_policy_document", `${id}_trust`).statement).toEqual([
      { actions: ["sts:AssumeRole"], principals: [{ type: "Service", identifiers: ["backup.amazonaws.com"] }] },
    ]);
    const attached = json
      .names("aws_iam_role_policy_attachment")
      .map((attachment) => json.resource("aws_iam_role_policy_attachment", attachment))
      .filter((attachment) => attachment.role === `\${aws_iam_role.${id}.name}`);
    expect(attached.map(({ policy_arn }) => policy_arn)).toEqual([`arn:aws:iam::aws:policy/service-role/${policy}`]);
    expect(json.names("aws_iam_role_policy")).toEqual([]);
  });
});

describe("FailureNotifications", () => {
  const failures = ["ABORTED", "EXPIRED", "FAILED", "PARTIAL"];

  function synthNotifications(copyVaultArn?: string) {
    return synthConstruct((stack) => {
      new FailureNotifications(stack, "notifications", {
        namePrefix: "acme",
        emails: ["on-call@acme.com"],
        kmsKeyArn: "arn:aws:kms:us-east-1:1:key/1",
        vaultArn: "arn:vault",
        copyVaultArn,
      });
    });
  }

  test("reach the people who are named", () => {
    const name = "backup_failures_on_call_acme_com";
    expect(synthNotifications().resource("aws_sns_topic_subscription", name)).toEqual({
      topic_arn: "${aws_sns_topic.backup_failures.arn}",
      protocol: "email",
      endpoint: "on-call@acme.com",
    });
  });

  test("a topic that is encrypted, and that EventBridge alone publishes to", () => {
    const json = synthNotifications();
    expect(json.resource("aws_sns_topic", "backup_failures")).toEqual({
      name: "acme-backup-failures",
      display_name: "acme-backup-failures",
      kms_master_key_id: "arn:aws:kms:us-east-1:1:key/1",
      tags: { Name: "acme-backup-failures" },
    });
    expect(json.resource("aws_sns_topic_policy", "backup_failures")).toEqual({
      arn: "${aws_sns_topic.backup_failures.arn}",
      policy: "${data.aws_iam_policy_document.backup_failures_topic.json}",
    });
    const statement = { actions: ["sns:Publish"], resources: ["${aws_sns_topic.backup_failures.arn}"] };
    expect(json.data("aws_iam_policy_document", "backup_failures_topic").statement).toEqual([
      {
        ...statement,
        sid: "PublishEvents",
        principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
      },
      {
        ...statement,
        sid: "DenyInsecureTransport",
        effect: "Deny",
        principals: [{ type: "AWS", identifiers: ["*"] }],
        condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
      },
    ]);
  });

  test("backup jobs of the vault that do not complete", () => {
    const json = synthNotifications();
    expect(json.names("aws_cloudwatch_event_rule")).toEqual(["backup_job_failed"]);
    const { name, event_pattern } = json.resource("aws_cloudwatch_event_rule", "backup_job_failed");
    expect(name).toBe("acme-backup-job-failed");
    expect(JSON.parse(String(event_pattern))).toEqual({
      source: ["aws.backup"],
      "detail-type": ["Backup Job State Change"],
      detail: { backupVaultArn: ["arn:vault"], state: failures },
    });
    expect(json.resource("aws_cloudwatch_event_target", "backup_job_failed")).toEqual({
      rule: "${aws_cloudwatch_event_rule.backup_job_failed.name}",
      target_id: "topic",
      arn: "${aws_sns_topic.backup_failures.arn}",
    });
  });

  test("with copyVaultArn, copy jobs too", () => {
    const json = synthNotifications("arn:copies");
    const { event_pattern } = json.resource("aws_cloudwatch_event_rule", "copy_job_failed");
    expect(JSON.parse(String(event_pattern))).toEqual({
      source: ["aws.backup"],
      "detail-type": ["Copy Job State Change"],
      detail: { destinationBackupVaultArn: ["arn:copies"], state: failures },
    });
    expect(json.names("aws_cloudwatch_event_target")).toEqual(["backup_job_failed", "copy_job_failed"]);
  });
});
