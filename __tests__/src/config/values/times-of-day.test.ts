import fc from "fast-check";
import { isTimeZone } from "../../../../src/config/values/time-zones";
import {
  later,
  minutesOfWeek,
  minutesPerWeek,
  readCron,
  toEventBridge,
} from "../../../../src/config/values/times-of-day";

describe("readCron", () => {
  test.each([
    ["0 20 * * 1-5", { minute: 0, hour: 20, days: [1, 2, 3, 4, 5] }],
    ["30 7 * * 0", { minute: 30, hour: 7, days: [0] }],
    ["30 7 * * 7", { minute: 30, hour: 7, days: [0] }],
    ["5 0 * * 5-7", { minute: 5, hour: 0, days: [0, 5, 6] }],
    ["59 23 * * 3,1", { minute: 59, hour: 23, days: [1, 3] }],
    ["0 0 * * *", { minute: 0, hour: 0, days: [0, 1, 2, 3, 4, 5, 6] }],
  ])("%s", (text, time) => {
    expect(readCron(text)).toEqual(time);
  });

  test.each([
    "60 20 * * 1-5",
    "0 24 * * 1-5",
    "0 20 * * 8",
    "0 20 * * 5-1",
    "0 20 * * MON-FRI",
    "*/5 20 * * 1-5",
    "0 20 1 * *",
    "0 20 * 6 *",
    "0 20 * * 1-5 *",
    "cron(0 20 ? * MON-FRI *)",
    "0 20 . . 1-5",
    "",
  ])("%j is none", (text) => {
    expect(readCron(text)).toBeUndefined();
  });
});

describe("toEventBridge", () => {
  test.each([
    ["0 20 * * 1-5", "cron(0 20 ? * MON-FRI *)"],
    ["30 7 * * 1,3,5", "cron(30 7 ? * MON,WED,FRI *)"],
    ["0 8 * * 6-7", "cron(0 8 ? * SUN,SAT *)"],
    ["0 8 * * 2", "cron(0 8 ? * TUE *)"],
    ["15 22 * * *", "cron(15 22 * * ? *)"],
  ])("%s is %s", (unix, eventBridge) => {
    const time = readCron(unix);
    expect(time && toEventBridge(time)).toBe(eventBridge);
  });
});

describe("later", () => {
  const time = fc.record({
    minute: fc.integer({ min: 0, max: 59 }),
    hour: fc.integer({ min: 0, max: 23 }),
    days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }).map((days) => days.toSorted()),
  });

  test("moves every time of the week by as many minutes, across midnight and the end of the week", () => {
    fc.assert(
      fc.property(time, fc.integer({ min: 0, max: 1439 }), (before, minutes) => {
        const moved = minutesOfWeek(before).map((minute) => (minute + minutes) % minutesPerWeek);
        expect(minutesOfWeek(later(before, minutes))).toEqual(moved.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe("isTimeZone", () => {
  test.each([
    "America/New_York",
    "Europe/Berlin",
    "UTC",
    "Asia/Kolkata",
    "America/Argentina/Buenos_Aires",
    "Etc/GMT+3",
  ])("%s", (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  test.each(["EST5", "+01:00", "america/new_york", "America/Springfield", "Eastern Time", ""])("not %j", (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});
