import type { Construct } from "constructs";
import { Alarms, type AlarmsProps } from "./alarms";

export interface SnapshotAlarmsProps extends AlarmsProps {
  /** Function that takes the daily snapshots of Redis. */
  readonly functionName: string;
  /** Queue that keeps what schedule and function could not do. */
  readonly deadLetterQueueName: string;
}

/**
 * The daily snapshots of Redis (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html,
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html).
 */
export class SnapshotAlarms extends Alarms {
  constructor(scope: Construct, id: string, props: SnapshotAlarmsProps) {
    super(scope, id, props);
    this.add("redis-snapshot-errors", {
      description:
        "The function that takes the daily snapshot of Redis failed; Lambda tries again twice. Its log says why.",
      namespace: "AWS/Lambda",
      metric: "Errors",
      dimensions: { FunctionName: props.functionName },
      statistic: "Sum",
      threshold: 1,
    });
    this.add("redis-snapshot-dead-letters", {
      description:
        "A daily snapshot of Redis was given up. Read the message in the dead-letter queue, invoke the function by " +
        "hand, then delete the message.",
      namespace: "AWS/SQS",
      metric: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: props.deadLetterQueueName },
      statistic: "Maximum",
      threshold: 1,
    });
  }
}
