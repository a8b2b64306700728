import type { AutoShutdownSection } from "../../config/sections/auto-shutdown";
import { later, readCron, toEventBridge, type WeeklyTime } from "../../config/values/times-of-day";

/** How long draining the nodes may take before what is left of them is stopped again. */
const minutesUntilStopAgain = 30;

/**
 * The tags of INF-001 §10.1 for what is stopped at night. `Schedule` is the cron expression with dots for asterisks,
 * which RDS and most other services refuse in tags (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_Tag.html).
 */
export function autoShutdownTags(section: AutoShutdownSection | undefined): Record<string, string> | undefined {
  return section && { AutoShutdown: "true", Schedule: section.stop.replaceAll("*", ".") };
}

/** The times of a schedule in EventBridge's dialect. */
export function officeHours({ stop, start, timeZone }: AutoShutdownSection) {
  const evening = read(stop);
  return {
    stop: toEventBridge(evening),
    stopAgain: toEventBridge(later(evening, minutesUntilStopAgain)),
    start: toEventBridge(read(start)),
    timeZone,
  };
}

function read(cron: string): WeeklyTime {
  const time = readCron(cron);
  if (!time)
    throw new Error(`autoShutdown: ${JSON.stringify(cron)} is no weekly time; pass it through loadEnvironments`);
  return time;
}
