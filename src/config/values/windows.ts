/** A stretch of the week, in minutes since Monday 00:00 UTC; `end` may lie beyond the end of the week. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const day = 24 * 60;
const week = days.length * day;

/** Length of a daily or weekly window in minutes: `03:00-04:00` is 60. */
export function lengthOf(text: string): number {
  const [first] = occurrences(text);
  return first ? first.end - first.start : 0;
}

/** Whether two windows, daily or weekly, ever share a minute. Windows that touch do not. */
export function windowsOverlap(a: string, b: string): boolean {
  return occurrences(a).some((one) => occurrences(b).some((other) => sharesMinute(one, other)));
}

/** Whether any of some stretches of the week shares a minute with a window, daily or weekly. */
export function overlapsWindow(stretches: readonly Window[], window: string): boolean {
  return occurrences(window).some((one) => stretches.some((other) => sharesMinute(one, other)));
}

function sharesMinute(a: Window, b: Window): boolean {
  return [-week, 0, week].some((shift) => a.start < b.end + shift && b.start + shift < a.end);
}

/** Each time in a week that the window opens. */
function occurrences(text: string): Window[] {
  const weekly = /^(\w{3}):(\d\d:\d\d)-(\w{3}):(\d\d:\d\d)$/.exec(text);
  if (weekly) {
    const [, from = "", opens = "", to = "", closes = ""] = weekly;
    const start = days.indexOf(from) * day + toMinutes(opens);
    return [{ start, end: following(start, days.indexOf(to) * day + toMinutes(closes), week) }];
  }
  const [opens = "", closes = ""] = text.split("-");
  const end = following(toMinutes(opens), toMinutes(closes), day);
  return days.map((_, index) => ({ start: index * day + toMinutes(opens), end: index * day + end }));
}

/** `end`, or the same time one period later when it is not after `start`. */
function following(start: number, end: number, period: number): number {
  return end > start ? end : end + period;
}

function toMinutes(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
