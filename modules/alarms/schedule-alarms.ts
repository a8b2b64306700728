import type { Construct } from "constructs";
import { Alarms, type AlarmsProps } from "./alarms";

export interface ScheduleAlarmsProps extends AlarmsProps {
  /** Group of the schedules. */
  readonly groupName: string;
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html */
export class ScheduleAlarms extends Alarms {
  constructor(scope: Construct, id: string, props: ScheduleAlarmsProps) {
    super(scope, id, props);
    this.add("office-hours-failed", {
      description:
        "Nodes or databases were not stopped or started as planned, and Scheduler has given up. Look in CloudTrail for " +
        "the call that failed, and make it by hand.",
      namespace: "AWS/Scheduler",
      metric: "InvocationDroppedCount",
      dimensions: { ScheduleGroup: props.groupName },
      statistic: "Sum",
      threshold: 1,
    });
  }
}
