import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SchedulerScheduleGroup } from "@cdktf/provider-aws/lib/scheduler-schedule-group";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import { ServiceRole } from "../identity/service-role";
import { NodeFunction, type NodeFunctionProps } from "../lambda/node-function";
import { type SnapshottedCache, snapshotStatements } from "./redis-snapshot-permissions";

export interface RedisSnapshotsProps
  extends SnapshottedCache,
    Pick<NodeFunctionProps, "entryPoint" | "runtime" | "logRetentionDays" | "timeoutSeconds"> {
  /** First part of every name: `techally` gives the function `techally-redis-snapshots`. */
  readonly namePrefix: string;
  /** EventBridge cron expression in UTC, such as `cron(0 8 * * ? *)`. */
  readonly schedule: string;
  /** Days that a snapshot is kept. */
  readonly retentionDays: number;
}

/**
 * Daily snapshots of a Redis replication group beside the automatic ones. AWS Backup does not know ElastiCache
 * (https://docs.aws.amazon.com/aws-backup/latest/devguide/working-with-supported-services.html), and a schedule alone
 * could make snapshots but not delete them, so a function does both.
 *
 * What fails for good, on its way to the function or in it, ends in the dead-letter queue.
 */
export class RedisSnapshots extends Construct {
  readonly functionName: string;
  readonly deadLetterQueueName: string;

  constructor(scope: Construct, id: string, props: RedisSnapshotsProps) {
    super(scope, id);
    const { namePrefix, accountId, retentionDays } = props;
    const name = `${namePrefix}-redis-snapshots`;
    const queue = this.addDeadLetterQueue(`${name}-dead-letters`);
    this.deadLetterQueueName = queue.name;
    // Longest where the prefix is: 20 characters of it, and ElastiCache takes 40 in all.
    const snapshotPrefix = `${namePrefix}-daily`;
    const snapshots = new NodeFunction(this, "redis_snapshots", {
      name,
      description: `Takes a snapshot of ${props.replicationGroupId} each day and keeps it for ${retentionDays} days`,
      entryPoint: props.entryPoint,
      runtime: props.runtime,
      timeoutSeconds: props.timeoutSeconds,
      environment: {
        REPLICATION_GROUP_ID: props.replicationGroupId,
        SNAPSHOT_PREFIX: snapshotPrefix,
        RETENTION_DAYS: String(retentionDays),
      },
      statements: snapshotStatements(props, snapshotPrefix),
      logRetentionDays: props.logRetentionDays,
      deadLetterQueueArn: queue.arn,
    });
    this.functionName = snapshots.name;

    const group = new SchedulerScheduleGroup(new Construct(this, "group"), "redis_snapshots", {
      name,
      tags: { Name: name },
    });
    const role = new ServiceRole(new Construct(this, "schedule-role"), "redis_snapshots_schedule", {
      name: `${name}-schedule`,
      description: `Lets EventBridge Scheduler start the function ${name}`,
      service: "scheduler.amazonaws.com",
      sourceAccount: accountId,
      trustConditions: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [group.arn] }],
      statements: [
        { sid: "StartFunction", actions: ["lambda:InvokeFunction"], resources: [snapshots.arn] },
        { sid: "KeepFailures", actions: ["sqs:SendMessage"], resources: [queue.arn] },
      ],
    });
    new SchedulerSchedule(this, "redis_snapshots_schedule", {
      name,
      groupName: group.name,
      description: "Daily snapshot of Redis",
      scheduleExpression: props.schedule,
      scheduleExpressionTimezone: "UTC",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: snapshots.arn,
        roleArn: role.arn,
        // https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
        input: JSON.stringify({ scheduledTime: "<aws.scheduler.scheduled-time>" }),
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
        deadLetterConfig: { arn: queue.arn },
      },
    });
  }

  private addDeadLetterQueue(name: string): SqsQueue {
    const queue = new SqsQueue(this, "redis_snapshots_dead_letters", {
      name,
      sqsManagedSseEnabled: true,
      // As long as SQS allows: two weeks, for people who are away.
      messageRetentionSeconds: 14 * 24 * 60 * 60,
      tags: { Name: name },
    });
    const policy = new DataAwsIamPolicyDocument(new Construct(this, "queue-document"), "redis_snapshots_dead_letters", {
      statement: [
        {
          sid: "DenyInsecureTransport",
          effect: "Deny",
          actions: ["sqs:ReceiveMessage", "sqs:SendMessage"],
          resources: [queue.arn],
          principals: [{ type: "AWS", identifiers: ["*"] }],
          condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
        },
      ],
    });
    new SqsQueuePolicy(new Construct(this, "queue-policy"), "redis_snapshots_dead_letters", {
      queueUrl: queue.id,
      policy: policy.json,
    });
    return queue;
  }
}
