import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";

/** Where a group of alarms is, and whom they tell. */
export interface AlarmsProps {
  /** First part of the alarms' names. */
  readonly namePrefix: string;
  /**
   * First part of the alarms' addresses, for the second group of a kind in a stack.
   * @default - none
   */
  readonly idPrefix?: string;
  /** Topic in the same region, for alarms and for the all-clear. */
  readonly topicArn: string;
  /**
   * Provider of the region that the metrics are in.
   * @default - the stack's own
   */
  readonly provider?: AwsProvider;
}

/** When a value is wrong. */
export interface AlarmCondition {
  /** What it is about and what to do. */
  readonly description: string;
  /** The alarm goes off at this value and beyond. */
  readonly threshold: number;
  /**
   * Which side of the threshold is wrong.
   * @default "above"
   */
  readonly side?: "above" | "below";
  /**
   * Length of a period in seconds.
   * @default 300
   */
  readonly period?: number;
  /**
   * Periods in a row for which it must be wrong.
   * @default 1
   */
  readonly periods?: number;
  /**
   * What a period without data counts for
   * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html).
   * @default "notBreaching": nothing was reported because nothing happened
   */
  readonly missingData?: "breaching" | "notBreaching" | "ignore" | "missing";
}

/** An alarm about one metric. */
export interface MetricAlarmProps extends AlarmCondition {
  /** `AWS/RDS`. */
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum";
}

/** An alarm about all metrics of a kind, also of what is created later. */
export interface QueryAlarmProps extends AlarmCondition {
  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html */
  readonly query: string;
}

/** A group of alarms that go to one topic. */
export class Alarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: AlarmsProps,
  ) {
    super(scope, id);
  }

  /** Adds an alarm named `<namePrefix>-<name>`. */
  protected add(name: string, alarm: MetricAlarmProps | QueryAlarmProps): void {
    const { namePrefix, idPrefix = "", topicArn, provider } = this.props;
    const { period = 300 } = alarm;
    new CloudwatchMetricAlarm(this, `${idPrefix}${name}`, {
      provider,
      alarmName: `${namePrefix}-${name}`,
      alarmDescription: alarm.description,
      ...("query" in alarm
        ? { metricQuery: [{ id: "value", expression: alarm.query, period, returnData: true }] }
        : {
            namespace: alarm.namespace,
            metricName: alarm.metric,
            dimensions: { ...alarm.dimensions },
            statistic: alarm.statistic,
            period,
          }),
      comparisonOperator: alarm.side === "below" ? "LessThanOrEqualToThreshold" : "GreaterThanOrEqualToThreshold",
      threshold: alarm.threshold,
      evaluationPeriods: alarm.periods ?? 1,
      treatMissingData: alarm.missingData ?? "notBreaching",
      alarmActions: [topicArn],
      okActions: [topicArn],
    });
  }
}
