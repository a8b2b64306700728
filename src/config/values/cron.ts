import type { Advice } from "../problem";
import type { Window } from "./windows";

/** When a cron expression is due, in UTC. Days of the month and months are not followed up: any day may be one of them. */
export interface CronTimes {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** Days of the week, Monday being 0. */
  readonly weekdays: readonly number[];
}

interface Field {
  readonly title: string;
  readonly first: number;
  readonly last: number;
  /** Names for the numbers, from the first on. */
  readonly names?: readonly string[];
  /** What else the field may hold, such as `L`. */
  readonly special?: RegExp;
}

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const dayOfWeek: Field = {
  title: "day of the week",
  first: 1,
  last: 7,
  names: weekdays,
  special: /^(\?|L|[1-7]L|[1-7]#[1-5])$/,
};
const dayOfMonth: Field = {
  title: "day of the month",
  first: 1,
  last: 31,
  special: /^(\?|L|LW|([1-9]|[12]\d|3[01])W)$/,
};
const monthField: Field = { title: "month", first: 1, last: 12, names: months };
const yearField: Field = { title: "year", first: 1970, last: 2199 };
const fields: readonly Field[] = [
  { title: "minutes", first: 0, last: 59 },
  { title: "hours", first: 0, last: 23 },
  dayOfMonth,
  monthField,
  dayOfWeek,
  yearField,
];

/**
 * What is wrong with an expression in EventBridge's dialect of cron; nothing when it is right.
 *
 * @param firstYear - what is due in earlier years alone is taken for a fault
 */
export function cronFault(text: string, firstYear: number): Advice | undefined {
  const parts = fieldsOf(text);
  if (!parts) {
    const allowed = "cron(minutes hours day-of-month month day-of-week year), in UTC";
    return { allowed, fix: "write six fields between the parentheses, for instance cron(0 5 * * ? *)" };
  }
  for (const [index, field] of fields.entries()) {
    const part = parts[index] ?? "";
    if (field.special?.test(part) || expand(part, field)) continue;
    const named = field.names ? ` or ${field.names[0]}-${field.names.at(-1)}` : "";
    const allowed = `${field.title} of ${field.first}-${field.last}${named}, with , - * /`;
    return { allowed, fix: `fix the ${field.title}, ${part}` };
  }
  const unsaid = [parts[2], parts[4]].filter((part) => part === "?").length;
  if (unsaid === 1) return isEverDue(parts, firstYear) ? undefined : neverDue(firstYear);
  const fix = "put ? where the other field says which days: cron(0 5 * * ? *) is daily, cron(0 7 ? * SUN *) on Sundays";
  return { allowed: "? as either the day of the month or the day of the week", fix };
}

function neverDue(firstYear: number): Advice {
  const fix = "change day, month or year: nothing would ever run";
  return { allowed: `a time that comes; there is no such day from ${firstYear} on`, fix };
}

function isEverDue(parts: readonly string[], firstYear: number): boolean {
  const [, , day = "", month = "", weekday = "", year = ""] = parts;
  const years = expand(year, yearField)?.filter((value) => value >= firstYear) ?? [];
  const monthNumbers = expand(month, monthField) ?? [];
  return years.some((y) => monthNumbers.some((m) => hasDay(day, y, m) && hasWeekday(weekday, y, m)));
}

/** `?`, `L` and `LW` are in every month. */
function hasDay(part: string, year: number, month: number): boolean {
  const [earliest = 1] = expand(part.replace("W", ""), dayOfMonth) ?? [];
  return earliest <= daysOf(year, month);
}

/** Every month has every day of the week four times; a fifth time needs a look at it. */
function hasWeekday(part: string, year: number, month: number): boolean {
  const fifth = /^([1-7])#5$/.exec(part)?.[1];
  if (fifth === undefined) return true;
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 1;
  return 29 + ((Number(fifth) - first + 7) % 7) <= daysOf(year, month);
}

function daysOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** When a right expression is due. */
export function cronTimes(text: string): CronTimes {
  const [minutes = "", hours = "", , , days = ""] = fieldsOf(text) ?? [];
  const [minute, hour] = fields;
  return {
    minutes: minute ? (expand(minutes, minute) ?? []) : [],
    hours: hour ? (expand(hours, hour) ?? []) : [],
    // From Sunday as 1 to Monday as 0.
    weekdays: daysOfWeek(days).map((day) => (day + 5) % 7),
  };
}

/** A stretch of the week for each time that an expression is due, `length` minutes long. */
export function cronWindows(text: string, length: number): Window[] {
  const { minutes, hours, weekdays: days } = cronTimes(text);
  return days.flatMap((day) =>
    hours.flatMap((hour) =>
      minutes.map((minute) => {
        const start = (day * 24 + hour) * 60 + minute;
        return { start, end: start + length };
      }),
    ),
  );
}

function fieldsOf(text: string): string[] | undefined {
  const parts = /^cron\((.*)\)$/.exec(text)?.[1]?.split(" ");
  return parts?.length === fields.length ? parts : undefined;
}

function daysOfWeek(part: string): number[] {
  if (part === "L") return [dayOfWeek.last];
  return expand(/^([1-7])(L|#)/.exec(part)?.[1] ?? part, dayOfWeek) ?? expand("*", dayOfWeek) ?? [];
}

/** The numbers that a field stands for; nothing when it is malformed. */
function expand(part: string, field: Field): number[] | undefined {
  const ranges = part.split(",").map((item) => expandItem(item, field));
  const numbers = ranges.flatMap((range) => range ?? []);
  return ranges.includes(undefined) ? undefined : [...new Set(numbers)].sort((a, b) => a - b);
}

function expandItem(item: string, field: Field): number[] | undefined {
  const match = /^(?:(\*)|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(item);
  if (!match) return undefined;
  const [, any, from = "", to, step] = match;
  const first = any ? field.first : numberOf(from, field);
  // With a step, a lone number is where it starts.
  const open = any || (to === undefined && step !== undefined);
  const last = open ? field.last : numberOf(to ?? from, field);
  const every = Number(step ?? 1);
  if (first === undefined || last === undefined || first > last || every < 1 || every > field.last) return undefined;
  return Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, index) => first + index * every);
}

function numberOf(text: string, { first, last, names = [] }: Field): number | undefined {
  const named = names.indexOf(text.toUpperCase());
  if (named >= 0) return first + named;
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return number >= first && number <= last ? number : undefined;
}
