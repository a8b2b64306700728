import { cronTimes } from "../config/values/cron";
import type { PlannedResource } from "../pipeline/planned-resources";
import { blockOf, textOf } from "../pipeline/planned-resources";

const minutesOfWeek = 7 * 24 * 60;

/** When schedules turn something on, and when off. */
interface Schedule {
  /** Node group or database instance. */
  readonly target: string;
  readonly starts: boolean;
  /** Minutes of the week. */
  readonly at: readonly number[];
}

/**
 * The share of a week that a node group or database of an environment runs: 1 where no schedules of EventBridge turn it
 * off. Weeks are taken for equal; days of the month and changes to daylight saving time are not followed.
 */
export function runningShares(resources: readonly PlannedResource[]): (target: string) => number {
  const schedules = resources.flatMap((resource) => scheduleOf(resource) ?? []);
  return (target) => {
    const own = schedules.filter((schedule) => schedule.target === target);
    const starts = own.filter((schedule) => schedule.starts).flatMap(({ at }) => at);
    const stops = own.filter((schedule) => !schedule.starts).flatMap(({ at }) => at);
    if (stops.length === 0) return 1;
    // From each start to whatever stop comes next.
    const running = starts.reduce((sum, start) => {
      return sum + Math.min(...stops.map((stop) => (stop - start + minutesOfWeek) % minutesOfWeek));
    }, 0);
    return Math.min(1, running / minutesOfWeek);
  };
}

function scheduleOf(resource: PlannedResource): Schedule | undefined {
  if (resource.type !== "aws_scheduler_schedule") return undefined;
  const { arn, input } = blockOf(resource.arguments, "target");
  const [, action] = /^arn:aws:scheduler:::aws-sdk:(\S+)$/.exec(String(arn)) ?? [];
  if (action === undefined || typeof input !== "string") return undefined;
  const values: { NodegroupName?: string; DbInstanceIdentifier?: string; ScalingConfig?: { DesiredSize?: number } } =
    JSON.parse(input);
  const at = minutesOf(textOf(resource, "schedule_expression") ?? "");
  switch (action) {
    case "eks:updateNodegroupConfig":
      return { target: values.NodegroupName ?? "", starts: (values.ScalingConfig?.DesiredSize ?? 0) > 0, at };
    case "rds:startDBInstance":
    case "rds:stopDBInstance":
      return { target: values.DbInstanceIdentifier ?? "", starts: action === "rds:startDBInstance", at };
    default:
      return undefined;
  }
}

function minutesOf(expression: string): number[] {
  const { minutes, hours, weekdays } = cronTimes(expression);
  return weekdays.flatMap((day) => hours.flatMap((hour) => minutes.map((minute) => (day * 24 + hour) * 60 + minute)));
}
