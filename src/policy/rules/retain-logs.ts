import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { Rule } from "../rule";

/** Log groups say how long they keep events; by default it is for ever. */
export const retainLogs: Rule = {
  name: "retain-logs",
  check(construct) {
    if (!(construct instanceof CloudwatchLogGroup) || construct.retentionInDaysInput !== undefined) return [];
    return ["retention_in_days is missing; set the days that the events are kept"];
  },
};
