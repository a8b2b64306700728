import { RedisSnapshots } from "../../../modules/backup/redis-snapshots";
import { functionSource } from "../../../src/stacks/backup/function-source";
import { synthConstruct } from "../../support/synth";

const account = "111122223333";
const json = synthConstruct((stack) => {
  new RedisSnapshots(stack, "snapshots", {
    timeoutSeconds: 900,
    namePrefix: "acme",
    region: "eu-west-1",
    accountId: account,
    replicationGroupId: "acme-redis",
    kmsKeyArn: "arn:aws:kms:eu-west-1:1:key/1",
    schedule: "cron(0 8 * * ? *)",
    retentionDays: 5,
    entryPoint: functionSource("redis-snapshots"),
    runtime: "nodejs22.x",
    logRetentionDays: 30,
  });
});

const queueArn = "${aws_sqs_queue.redis_snapshots_dead_letters.arn}";

test("the function gets what to keep, and for how long", () => {
  expect(json.resource("aws_lambda_function", "redis_snapshots")).toMatchObject({
    function_name: "acme-redis-snapshots",
    description: "Takes a snapshot of acme-redis each day and keeps it for 5 days",
    runtime: "nodejs22.x",
    timeout: 900,
    environment: {
      variables: { REPLICATION_GROUP_ID: "acme-redis", SNAPSHOT_PREFIX: "acme-daily", RETENTION_DAYS: "5" },
    },
  });
  expect(json.resource("aws_cloudwatch_log_group", "redis_snapshots").retention_in_days).toBe(30);
});

test("it reaches this cache and its own snapshots only", () => {
  const arn = (resource: string) => `arn:aws:elasticache:eu-west-1:${account}:${resource}`;
  const [, , ...own] = json.data("aws_iam_policy_document", "redis_snapshots_permissions").statement as object[];
  expect(own).toEqual([
    {
      sid: "FindNode",
      actions: ["elasticache:DescribeReplicationGroups"],
      resources: [arn("replicationgroup:acme-redis")],
    },
    { sid: "ListSnapshots", actions: ["elasticache:DescribeSnapshots"], resources: [arn("snapshot:*")] },
    {
      sid: "TakeSnapshot",
      actions: ["elasticache:CreateSnapshot"],
      resources: [arn("replicationgroup:acme-redis"), arn("cluster:acme-redis-*"), arn("snapshot:acme-daily-*")],
    },
    { sid: "DeleteSnapshot", actions: ["elasticache:DeleteSnapshot"], resources: [arn("snapshot:acme-daily-*")] },
    { sid: "ReadKey", actions: ["kms:DescribeKey"], resources: ["arn:aws:kms:eu-west-1:1:key/1"] },
    {
      sid: "LendKey",
      actions: ["kms:CreateGrant"],
      resources: ["arn:aws:kms:eu-west-1:1:key/1"],
      condition: [{ test: "Bool", variable: "kms:GrantIsForAWSResource", values: ["true"] }],
    },
  ]);
});

test("the schedule starts it each day, and tries again for an hour", () => {
  expect(json.resource("aws_scheduler_schedule", "redis_snapshots_schedule")).toEqual({
    name: "acme-redis-snapshots",
    group_name: "${aws_scheduler_schedule_group.redis_snapshots.name}",
    description: "Daily snapshot of Redis",
    schedule_expression: "cron(0 8 * * ? *)",
    schedule_expression_timezone: "UTC",
    flexible_time_window: { mode: "OFF" },
    target: {
      arn: "${aws_lambda_function.redis_snapshots.arn}",
      role_arn: "${aws_iam_role.redis_snapshots_schedule.arn}",
      input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}',
      retry_policy: { maximum_event_age_in_seconds: 3600, maximum_retry_attempts: 10 },
      dead_letter_config: { arn: queueArn },
    },
  });
});

test("the schedule's role serves this group of schedules, and starts this function", () => {
  expect(json.data("aws_iam_policy_document", "redis_snapshots_schedule_trust").statement).toEqual([
    {
      actions: ["sts:AssumeRole"],
      principals: [{ type: "Service", identifiers: ["scheduler.amazonaws.com"] }],
      condition: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
        {
          test: "ArnEquals",
          variable: "aws:SourceArn",
          values: ["${aws_scheduler_schedule_group.redis_snapshots.arn}"],
        },
      ],
    },
  ]);
  expect(json.data("aws_iam_policy_document", "redis_snapshots_schedule_permissions").statement).toEqual([
    {
      sid: "StartFunction",
      actions: ["lambda:InvokeFunction"],
      resources: ["${aws_lambda_function.redis_snapshots.arn}"],
    },
    { sid: "KeepFailures", actions: ["sqs:SendMessage"], resources: [queueArn] },
  ]);
});

test("what fails for good is kept, encrypted, for two weeks", () => {
  expect(json.resource("aws_sqs_queue", "redis_snapshots_dead_letters")).toEqual({
    name: "acme-redis-snapshots-dead-letters",
    sqs_managed_sse_enabled: true,
    message_retention_seconds: 1209600,
    tags: { Name: "acme-redis-snapshots-dead-letters" },
  });
  expect(json.data("aws_iam_policy_document", "redis_snapshots_dead_letters").statement).toEqual([
    {
      sid: "DenyInsecureTransport",
      effect: "Deny",
      actions: ["sqs:ReceiveMessage", "sqs:SendMessage"],
      resources: [queueArn],
      principals: [{ type: "AWS", identifiers: ["*"] }],
      condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
    },
  ]);
  expect(json.resource("aws_sqs_queue_policy", "redis_snapshots_dead_letters")).toEqual({
    queue_url: "${aws_sqs_queue.redis_snapshots_dead_letters.id}",
    policy: "${data.aws_iam_policy_document.redis_snapshots_dead_letters.json}",
  });
  expect(json.resource("aws_lambda_function_event_invoke_config", "redis_snapshots").destination_config).toEqual({
    on_failure: { destination: queueArn },
  });
});
