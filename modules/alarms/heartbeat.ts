import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { Construct } from "constructs";
import { tlsOnly } from "../notifications/topic-policy";
import { Alarms, type AlarmsProps } from "./alarms";

export interface HeartbeatProps extends AlarmsProps {
  /** Name of the topic that the cluster's monitoring publishes to. */
  readonly topicName: string;
  /** ARN of the key that encrypts it. */
  readonly keyArn: string;
  /** Name of the cluster, for the alarm's description. */
  readonly clusterName: string;
  /**
   * Minutes without a message after which something is wrong; a multiple of five.
   * @default - nothing watches: the cluster is stopped at times
   */
  readonly silentMinutes?: number;
}

/**
 * The topic that a cluster's Alertmanager publishes to every few minutes, and the alarm of its silence: alerts that
 * cannot get out look like a cluster without trouble. Nobody reads the messages, CloudWatch counts them
 * (https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html).
 */
export class Heartbeat extends Alarms {
  constructor(scope: Construct, id: string, props: HeartbeatProps) {
    super(scope, id, props);
    const { provider, idPrefix = "", clusterName, silentMinutes, topicName } = props;
    const address = `${idPrefix}heartbeat`;
    const topic = new SnsTopic(new Construct(this, "topic"), address, {
      provider,
      name: topicName,
      kmsMasterKeyId: props.keyArn,
    });
    const policy = new DataAwsIamPolicyDocument(new Construct(this, "document"), address, {
      provider,
      statement: [tlsOnly(topic.arn)],
    });
    new SnsTopicPolicy(new Construct(this, "policy"), address, { provider, arn: topic.arn, policy: policy.json });
    if (silentMinutes === undefined) return;
    this.add("monitoring-silent", {
      description:
        `Prometheus or Alertmanager of ${clusterName} has given no sign of life: no alert of the cluster reaches anybody. ` +
        "docs/runbooks/alerts.md#monitoring-silent",
      namespace: "AWS/SNS",
      metric: "NumberOfMessagesPublished",
      dimensions: { TopicName: topic.name },
      statistic: "Sum",
      side: "below",
      threshold: 0,
      periods: silentMinutes / 5,
      missingData: "breaching",
    });
  }
}
