import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { Construct } from "constructs";
import { EmailSubscriptions } from "../notifications/email-subscriptions";
import { tlsOnly } from "../notifications/topic-policy";

export interface FailureNotificationsProps {
  /** First part of every name: `techally` gives the topic `techally-backup-failures`. */
  readonly namePrefix: string;
  /** Addresses that get every message once they have confirmed the subscription. */
  readonly emails: readonly string[];
  /** Key that encrypts the topic; its policy must have `publishingKeyStatement`. */
  readonly kmsKeyArn: string;
  /** Vault whose backup jobs are watched. */
  readonly vaultArn: string;
  /**
   * Vault, also of another region, whose copy jobs are watched.
   * @default - none
   */
  readonly copyVaultArn?: string;
}

/**
 * A topic that hears of every backup and copy that failed
 * (https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html). Notifications of the vault itself would
 * tell each subscriber of every job that succeeds too.
 */
export class FailureNotifications extends Construct {
  readonly topicArn: string;

  constructor(scope: Construct, id: string, props: FailureNotificationsProps) {
    super(scope, id);
    const name = `${props.namePrefix}-backup-failures`;
    const topic = new SnsTopic(this, "backup_failures", {
      name,
      displayName: name,
      kmsMasterKeyId: props.kmsKeyArn,
      tags: { Name: name },
    });
    this.topicArn = topic.arn;
    new EmailSubscriptions(new Construct(this, "subscriptions"), "backup_failures", {
      topicArn: topic.arn,
      emails: props.emails,
    });
    const policy = new DataAwsIamPolicyDocument(this, "backup_failures_topic", {
      statement: [
        {
          sid: "PublishEvents",
          actions: ["sns:Publish"],
          resources: [topic.arn],
          // EventBridge sends nothing that a condition could be about:
          // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
          principals: [eventBridge],
        },
        tlsOnly(topic.arn),
      ],
    });
    new SnsTopicPolicy(new Construct(this, "policy"), "backup_failures", { arn: topic.arn, policy: policy.json });

    const watch = (address: string, detailType: string, detail: Record<string, string[]>, what: string) => {
      const rule = new CloudwatchEventRule(new Construct(this, address), address, {
        name: `${props.namePrefix}-${address.replaceAll("_", "-")}`,
        description: `${what} that failed, expired or were stopped`,
        eventPattern: JSON.stringify({
          source: ["aws.backup"],
          "detail-type": [detailType],
          detail: { ...detail, state: ["ABORTED", "EXPIRED", "FAILED", "PARTIAL"] },
        }),
      });
      new CloudwatchEventTarget(new Construct(this, `${address}-target`), address, {
        rule: rule.name,
        targetId: "topic",
        arn: topic.arn,
      });
    };
    watch("backup_job_failed", "Backup Job State Change", { backupVaultArn: [props.vaultArn] }, "Backups");
    if (props.copyVaultArn) {
      const copies = { destinationBackupVaultArn: [props.copyVaultArn] };
      watch("copy_job_failed", "Copy Job State Change", copies, "Copies of backups");
    }
  }
}

const eventBridge = { type: "Service", identifiers: ["events.amazonaws.com"] };

/** Lets EventBridge publish to a topic that is encrypted with the key. */
export const publishingKeyStatement: DataAwsIamPolicyDocumentStatement = {
  sid: "EncryptNotifications",
  actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
  resources: ["*"],
  principals: [eventBridge],
};
