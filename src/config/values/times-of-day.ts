/** A time of day on some days of the week. */
export interface WeeklyTime {
  readonly minute: number;
  readonly hour: number;
  /** Days of the week, 0 for Sunday to 6 for Saturday, ascending. */
  readonly days: readonly number[];
}

const dayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const everyDay = [0, 1, 2, 3, 4, 5, 6];
export const minutesPerDay = 24 * 60;
export const minutesPerWeek = 7 * minutesPerDay;

/**
 * Reads a Unix cron expression that fires once a day on some days of the week, such as `0 20 * * 1-5`
 * (https://man7.org/linux/man-pages/man5/crontab.5.html).
 *
 * @returns nothing when the expression is malformed, fires at another pace or depends on the date.
 */
export function readCron(text: string): WeeklyTime | undefined {
  const match = /^(\d{1,2}) (\d{1,2}) \* \* (\*|[0-7](?:-[0-7])?(?:,[0-7](?:-[0-7])?)*)$/.exec(text);
  if (!match) return undefined;
  const [minute, hour] = [Number(match[1]), Number(match[2])];
  const days = readDays(match[3] ?? "");
  return minute > 59 || hour > 23 || !days ? undefined : { minute, hour, days };
}

/** The time in EventBridge's dialect, `cron(0 20 ? * MON-FRI *)`: six fields, one of the two kinds of day left open. */
export function toEventBridge({ minute, hour, days }: WeeklyTime): string {
  // https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
  return days.length === everyDay.length
    ? `cron(${minute} ${hour} * * ? *)`
    : `cron(${minute} ${hour} ? * ${formatDays(days)} *)`;
}

/** Reads what `toEventBridge` writes. @returns nothing when it is anything else. */
export function fromEventBridge(text: string): WeeklyTime | undefined {
  const match = /^cron\((\d+) (\d+) (?:\* \* \?|\? \* ([A-Z,-]+)) \*\)$/.exec(text);
  if (!match) return undefined;
  const days = (match[3] ?? "SUN-SAT").split(",").flatMap((part) => {
    const [from = -1, to = from] = part.split("-").map((name) => dayNames.indexOf(name));
    return everyDay.filter((day) => day >= from && day <= to);
  });
  return { minute: Number(match[1]), hour: Number(match[2]), days };
}

/** The time some minutes later, less than a day; past midnight it is on the following days. */
export function later({ minute, hour, days }: WeeklyTime, minutes: number): WeeklyTime {
  const total = hour * 60 + minute + minutes;
  const shift = Math.floor(total / minutesPerDay);
  return {
    minute: total % 60,
    hour: Math.floor(total / 60) % 24,
    days: sorted(days.map((day) => (day + shift) % everyDay.length)),
  };
}

/** Each time of a week, in minutes since Sunday 00:00. */
export function minutesOfWeek({ minute, hour, days }: WeeklyTime): number[] {
  return days.map((day) => day * minutesPerDay + hour * 60 + minute);
}

function readDays(text: string): number[] | undefined {
  if (text === "*") return everyDay;
  const ranges = text.split(",").map((part) => part.split("-").map(Number));
  if (ranges.some(([from = 0, to = from]) => from > to)) return undefined;
  const days = ranges.flatMap(([from = 0, to = from]) =>
    Array.from({ length: to - from + 1 }, (_, index) => (from + index) % everyDay.length),
  );
  return sorted(days);
}

/** `MON-FRI` where the days follow one another, else `MON,WED`. */
function formatDays(days: readonly number[]): string {
  const [first = 0] = days;
  const names = days.map((day) => dayNames[day]);
  const areConsecutive = days.length > 2 && days.every((day, index) => day === first + index);
  return areConsecutive ? `${names[0]}-${names.at(-1)}` : names.join(",");
}

function sorted(days: readonly number[]): number[] {
  return [...new Set(days)].toSorted((a, b) => a - b);
}
