import { cronFault, cronTimes, cronWindows } from "../../../../src/config/values/cron";
import { overlapsWindow } from "../../../../src/config/values/windows";

describe("EventBridge's cron syntax", () => {
  test.each([
    "cron(0 5 * * ? *)",
    "cron(0 7 ? * SUN *)",
    "cron(0 7 ? * 1 *)",
    "cron(15 10 ? * MON-FRI *)",
    "cron(0/15 8-17 ? * 2,4,6 2026-2030)",
    "cron(0 */2 1,15 JAN,jul ? *)",
    "cron(0 8 L * ? *)",
    "cron(0 8 LW * ? *)",
    "cron(0 8 3W * ? *)",
    "cron(0 8 ? * 6L *)",
    "cron(0 8 ? * 2#1 *)",
    "cron(0 8 ? * L *)",
  ])("%s is right", (text) => expect(cronFault(text, 2026)).toBeUndefined());

  test.each([
    "0 5 * * *",
    "cron(0 5 * * ?)",
    "cron(0 5 * * ? * *)",
    "rate(1 day)",
    "cron(0  5 * * ? *)",
    "",
  ])("%s has not six fields", (text) =>
    expect(cronFault(text, 2026)).toEqual({
      allowed: "cron(minutes hours day-of-month month day-of-week year), in UTC",
      fix: "write six fields between the parentheses, for instance cron(0 5 * * ? *)",
    }));

  test.each([
    ["cron(60 5 * * ? *)", "minutes of 0-59, with , - * /", "fix the minutes, 60"],
    ["cron(5- 5 * * ? *)", "minutes of 0-59, with , - * /", "fix the minutes, 5-"],
    ["cron(0/0 5 * * ? *)", "minutes of 0-59, with , - * /", "fix the minutes, 0/0"],
    ["cron(0 5 1/50 * ? *)", "day of the month of 1-31, with , - * /", "fix the day of the month, 1/50"],
    ["cron(0 24 * * ? *)", "hours of 0-23, with , - * /", "fix the hours, 24"],
    ["cron(0 17-8 * * ? *)", "hours of 0-23, with , - * /", "fix the hours, 17-8"],
    ["cron(0 5 32 * ? *)", "day of the month of 1-31, with , - * /", "fix the day of the month, 32"],
    ["cron(0 5 * 13 ? *)", "month of 1-12 or JAN-DEC, with , - * /", "fix the month, 13"],
    ["cron(0 5 ? * 0 *)", "day of the week of 1-7 or SUN-SAT, with , - * /", "fix the day of the week, 0"],
    ["cron(0 5 ? * SUNDAY *)", "day of the week of 1-7 or SUN-SAT, with , - * /", "fix the day of the week, SUNDAY"],
    ["cron(0 5 * * ? 1969)", "year of 1970-2199, with , - * /", "fix the year, 1969"],
  ])("%s is out of range", (text, allowed, fix) => expect(cronFault(text, 2026)).toEqual({ allowed, fix }));

  test.each(["cron(0 5 * * * *)", "cron(0 5 ? * ? *)", "cron(0 5 1 * SUN *)"])("%s says no day, or two", (text) =>
    expect(cronFault(text, 2026)).toEqual({
      allowed: "? as either the day of the month or the day of the week",
      fix: "put ? where the other field says which days: cron(0 5 * * ? *) is daily, cron(0 7 ? * SUN *) on Sundays",
    }));
});

describe("whether an expression is ever due", () => {
  test.each([
    "cron(0 5 31 2 ? *)",
    "cron(0 5 30,31 FEB ? *)",
    "cron(0 5 31 4,6,9,11 ? *)",
    "cron(0 5 31W 4 ? *)",
    "cron(0 5 29 2 ? 2027)",
    "cron(0 5 29 2 ? 2100)",
    "cron(0 5 * * ? 1970)",
    "cron(0 5 * * ? 1970-2025)",
    "cron(0 5 ? 2 2#5 2027)",
  ])("%s is not", (text) =>
    expect(cronFault(text, 2026)).toEqual({
      allowed: "a time that comes; there is no such day from 2026 on",
      fix: "change day, month or year: nothing would ever run",
    }));

  test.each([
    "cron(0 5 29 2 ? *)",
    "cron(0 5 28-31 2 ? *)",
    "cron(0 5 31 2,3 ? *)",
    "cron(0 5 L 2 ? *)",
    "cron(0 5 LW 2 ? 2026)",
    "cron(0 5 30W 4 ? *)",
    "cron(0 5 * * ? 2025-2026)",
    "cron(0 5 ? 2 2#5 2044)",
    "cron(0 5 ? 3 1#5 2026)",
    "cron(0 5 ? 2 2#4 2027)",
  ])("%s is", (text) => expect(cronFault(text, 2026)).toBeUndefined());

  test("the first year is the caller's", () => {
    expect(cronFault("cron(0 5 * * ? 2030)", 2030)).toBeUndefined();
    expect(cronFault("cron(0 5 * * ? 2030)", 2031)?.allowed).toContain("from 2031 on");
  });
});

describe("when an expression is due", () => {
  const everyDay = [0, 1, 2, 3, 4, 5, 6];

  test.each([
    ["cron(0 7 ? * SUN *)", { minutes: [0], hours: [7], weekdays: [6] }],
    ["cron(0 7 ? * MON *)", { minutes: [0], hours: [7], weekdays: [0] }],
    ["cron(0 7 ? * SAT *)", { minutes: [0], hours: [7], weekdays: [5] }],
    ["cron(0 7 ? * L *)", { minutes: [0], hours: [7], weekdays: [5] }],
    ["cron(0 7 ? * 2#1 *)", { minutes: [0], hours: [7], weekdays: [0] }],
    ["cron(0 7 ? * 1L *)", { minutes: [0], hours: [7], weekdays: [6] }],
    ["cron(0/20 4-8/2 ? * TUE-THU *)", { minutes: [0, 20, 40], hours: [4, 6, 8], weekdays: [1, 2, 3] }],
  ])("%s", (text, times) => expect(cronTimes(text)).toEqual(times));

  test.each(["cron(0 5 * * ? *)", "cron(0 5 1 * ? *)", "cron(0 5 L 2 ? *)"])("%s may be any day", (text) =>
    expect(cronTimes(text).weekdays.toSorted()).toEqual(everyDay));

  test.each([
    ["cron(30 3 ? * SUN *)", 30, false],
    ["cron(30 3 ? * SUN *)", 31, true],
    ["cron(0 5 ? * SUN *)", 600, false],
    ["cron(59 4 * * ? *)", 1, true],
    ["cron(0 4 ? * MON *)", 60, false],
    ["cron(0 23 ? * SAT *)", 301, true],
  ])("%s for %i minutes: overlaps sun:04:00-sun:05:00 is %s", (text, length, overlaps) => {
    expect(overlapsWindow(cronWindows(text, length), "sun:04:00-sun:05:00")).toBe(overlaps);
  });

  test("the end of the week is followed by its beginning", () => {
    expect(overlapsWindow(cronWindows("cron(30 23 ? * SUN *)", 60), "mon:00:00-mon:01:00")).toBe(true);
  });
});
