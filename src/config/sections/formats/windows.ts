import { matching } from "./text";

/** A daily window in UTC, such as `03:00-04:00`. */
export const dailyWindow = matching(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, {
  allowed: "a daily window in UTC, hh:mm-hh:mm",
  fix: "write both times with two digits each, for instance 03:00-04:00",
});

/** A weekly window in UTC, such as `sun:04:00-sun:05:00`. */
export const weeklyWindow = matching(
  /^(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d-(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d$/,
  {
    allowed: "a weekly window in UTC, ddd:hh:mm-ddd:hh:mm",
    fix: "write the days with three lower-case letters, for instance sun:04:00-sun:05:00",
  },
);
