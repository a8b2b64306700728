import { z } from "zod";
import { isTimeZone } from "../values/time-zones";
import { readCron } from "../values/times-of-day";

const weeklyTime = z.string().refine((value) => readCron(value) !== undefined, {
  params: {
    allowed: "a Unix cron expression for one time of day on days of the week, such as 0 20 * * 1-5",
    fix: "write minute (0-59), hour (0-23), two asterisks, and days (0-7, where 0 and 7 are Sunday) or an asterisk",
  },
});

const timeZone = z.string().refine(isTimeZone, {
  params: {
    allowed: "the name of a time zone in the IANA database, such as Europe/Berlin or UTC",
    fix: "take it from https://en.wikipedia.org/wiki/List_of_tz_database_time_zones, spelled exactly so",
  },
});

/**
 * Turns nodes and database off while nobody works (INF-001 §10.1, §10.2 "Scheduled Scaling"). An environment without
 * this section is never shut down; production must not have it.
 */
export const autoShutdownSection = z.object({
  /** When everything stops, as Unix cron. Default: 0 20 * * 1-5, eight in the evening from Monday to Friday. */
  stop: weeklyTime.default("0 20 * * 1-5"),
  /** When everything starts again, as Unix cron. Default: 0 7 * * 1-5. */
  start: weeklyTime.default("0 7 * * 1-5"),
  /** Time zone of both, such as America/New_York; daylight saving time is followed. */
  timeZone,
});

export type AutoShutdownSection = z.output<typeof autoShutdownSection>;
