import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { Construct } from "constructs";
import { accountAdministration, CustomerKey } from "../encryption/customer-key";
import { EmailSubscriptions } from "./email-subscriptions";
import { tlsOnly } from "./topic-policy";

export interface AlarmTopicProps {
  /** First part of the names: `techally` gives the topic `techally-alarms` and its key `alias/techally-alarms`. */
  readonly namePrefix: string;
  readonly accountId: string;
  /** Services of the account that publish, such as `cloudwatch.amazonaws.com`. */
  readonly publishers: readonly string[];
  /** Addresses that get every message once they have confirmed the subscription. */
  readonly emails: readonly string[];
  /**
   * Provider of the topic's region: an alarm's topic is in the alarm's own region.
   * @default - the stack's own
   */
  readonly provider?: AwsProvider;
}

/**
 * Where one region's alarms go. The topic has a key of its own, because CloudWatch may not use the one that SNS brings
 * (https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services).
 */
export class AlarmTopic extends Construct {
  readonly arn: string;
  readonly keyArn: string;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    const { namePrefix, accountId, provider, publishers } = props;
    const name = `${namePrefix}-alarms`;
    const part = (partName: string) => new Construct(this, partName);
    const keyPolicy = new DataAwsIamPolicyDocument(part("key-policy"), `${id}_key`, {
      provider,
      statement: keyStatements(accountId, publishers),
    });
    const key = new CustomerKey(part("key"), id, {
      provider,
      alias: name,
      description: `Encrypts the alarms of ${namePrefix}`,
      policy: keyPolicy.json,
      tags: { Name: name },
    });
    this.keyArn = key.arn;
    const topic = new SnsTopic(this, id, { provider, name, kmsMasterKeyId: key.arn });
    this.arn = topic.arn;
    const topicPolicy = new DataAwsIamPolicyDocument(part("topic-policy"), id, {
      provider,
      statement: topicStatements(topic.arn, accountId, publishers),
    });
    new SnsTopicPolicy(part("policy"), id, { provider, arn: topic.arn, policy: topicPolicy.json });
    new EmailSubscriptions(part("subscriptions"), id, { topicArn: topic.arn, emails: props.emails, provider });
  }
}

function keyStatements(accountId: string, publishers: readonly string[]): DataAwsIamPolicyDocumentStatement[] {
  return [
    accountAdministration(accountId),
    {
      sid: "EncryptMessages",
      // The services do not say for which account they use a key; which messages they may send is the topic's policy.
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: ["*"],
      principals: [{ type: "Service", identifiers: [...publishers] }],
    },
  ];
}

function topicStatements(
  topicArn: string,
  accountId: string,
  publishers: readonly string[],
): DataAwsIamPolicyDocumentStatement[] {
  return [
    {
      sid: "Publish",
      actions: ["sns:Publish"],
      resources: [topicArn],
      principals: [{ type: "Service", identifiers: [...publishers] }],
      condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] }],
    },
    tlsOnly(topicArn),
  ];
}
