import {
  fromEventBridge,
  minutesOfWeek,
  minutesPerDay,
  minutesPerWeek,
  type WeeklyTime,
} from "../config/values/times-of-day";
import { orderStacks } from "../pipeline/stack-order";
import type { SynthesizedStacks } from "../pipeline/synthesized-stacks";
import { DeployedNames, type SynthesizedResource } from "./deployed-names";

/** Sizes of a node group, as the schedules spell them. */
export interface Sizes {
  readonly MinSize: number;
  readonly DesiredSize: number;
  readonly MaxSize: number;
}

export interface SleepingNodes {
  readonly kind: "nodes";
  readonly region: string;
  readonly cluster: string;
  readonly name: string;
  readonly awake: Sizes;
  readonly asleep: Sizes;
}

export interface SleepingDatabase {
  readonly kind: "database";
  readonly region: string;
  readonly name: string;
}

/** What the schedules of an environment stop and start, and when. */
export interface OfficeHours {
  readonly sleepers: readonly (SleepingNodes | SleepingDatabase)[];
  readonly start: WeeklyTime;
  readonly stop: WeeklyTime;
  /** Every time at which something is stopped: `stop`, and half an hour later what came back meanwhile. */
  readonly stops: readonly WeeklyTime[];
  readonly timeZone: string;
}

interface Input {
  readonly ClusterName: string;
  readonly NodegroupName: string;
  readonly ScalingConfig: Sizes;
  readonly DbInstanceIdentifier: string;
}

/**
 * Reads the schedules that `autoShutdown` synthesizes; nothing for an environment without them.
 *
 * @throws Error when no stack is of the environment, or a schedule cannot be read.
 */
export function readOfficeHours(stacks: SynthesizedStacks, environment: string): OfficeHours | undefined {
  const names = new DeployedNames(stacks);
  const calls = orderStacks(stacks, { environment })
    .flatMap(({ stack }) => names.resources(stack, "aws_scheduler_schedule"))
    .map((schedule) => readCall(names, schedule))
    .filter((call) => call !== undefined);
  const starts = calls.filter(({ name }) => name.startsWith("start-"));
  const stopOf = (start: Call) => calls.find(({ name }) => name === start.name.replace("start-", "stop-"));
  const [first] = starts;
  const last = first && stopOf(first);
  if (!first || !last) return undefined;
  const sleepers = starts.map((start): SleepingNodes | SleepingDatabase => {
    const { region, input } = start;
    if (start.action === "rds:startDBInstance") return { kind: "database", region, name: input.DbInstanceIdentifier };
    const asleep = stopOf(start)?.input.ScalingConfig;
    if (!asleep) throw new Error(`${environment} has a schedule ${start.name} and none that stops what it starts`);
    const { ClusterName: cluster, NodegroupName: name, ScalingConfig: awake } = input;
    return { kind: "nodes", region, cluster, name, awake, asleep };
  });
  const stops = calls.filter(({ name }) => name.startsWith("stop-")).map(({ time }) => time);
  return { sleepers, start: first.time, stop: last.time, stops, timeZone: first.timeZone };
}

interface Call {
  readonly name: string;
  readonly region: string;
  readonly action: string;
  readonly input: Input;
  readonly time: WeeklyTime;
  readonly timeZone: string;
}

const actions = ["eks:updateNodegroupConfig", "rds:startDBInstance", "rds:stopDBInstance"];

function readCall(names: DeployedNames, { stack, block, region }: SynthesizedResource): Call | undefined {
  const { arn, input } = block.target as { arn: string; input?: string };
  const action = actions.find((name) => arn.endsWith(`:aws-sdk:${name}`));
  if (!action) return undefined;
  const name = String(block.name);
  const text = names.text(stack, input);
  const time = fromEventBridge(String(block.schedule_expression));
  if (text === undefined || !time) throw new Error(`the schedule ${name} of ${stack} cannot be read; synthesize again`);
  return { name, region, action, input: JSON.parse(text), time, timeZone: String(block.schedule_expression_timezone) };
}

/** Whether everything is stopped at this time: the last that happened was a stop. */
export function isNight({ start, stop, timeZone }: Omit<OfficeHours, "sleepers" | "stops">, now: Date): boolean {
  const minute = minuteOfWeek(now, timeZone);
  const sinceLast = (time: WeeklyTime) =>
    Math.min(...minutesOfWeek(time).map((at) => (minute - at + minutesPerWeek) % minutesPerWeek));
  return sinceLast(stop) < sinceLast(start);
}

/** Minutes during which a stop that a busy node group or database refused is made again. */
const minutesOfRetries = 15;

/**
 * Why what begins now would be shut down before it is done; nothing when it has its time.
 *
 * @param minutes - how long it needs
 */
export function shutdownAhead(
  { stops, timeZone }: Pick<OfficeHours, "stops" | "timeZone">,
  now: Date,
  minutes: number,
): string | undefined {
  const minute = minuteOfWeek(now, timeZone);
  const times = stops.flatMap(minutesOfWeek);
  const next = Math.min(...times.map((at) => (at - minute + minutesPerWeek) % minutesPerWeek));
  const since = Math.min(...times.map((at) => (minute - at + minutesPerWeek) % minutesPerWeek));
  if (next <= minutes) return `it is shut down in ${next} minutes, and this needs up to ${minutes}`;
  return since < minutesOfRetries ? `it is being shut down since ${since} minutes` : undefined;
}

function minuteOfWeek(now: Date, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const parts = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, value]));
  const day = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"].indexOf(parts.weekday ?? "");
  return day * minutesPerDay + Number(parts.hour) * 60 + Number(parts.minute);
}
