import { Construct } from "constructs";
import { ScheduleAlarms } from "../../../modules/alarms/schedule-alarms";
import { AutoShutdownSchedules } from "../../../modules/auto-shutdown/auto-shutdown";
import type { AutoShutdownSection } from "../../config/sections/auto-shutdown";
import type { ClusterSection } from "../../config/sections/cluster";
import { later, readCron, toEventBridge, type WeeklyTime } from "../../config/values/times-of-day";
import type { PrimaryRegion } from "./regions";
import type { AlarmTopics } from "./topics";

/** How long draining the nodes may take before what is left of them is stopped again. */
const minutesUntilStopAgain = 30;

/**
 * The tags of INF-001 §10.1 for what is stopped at night. `Schedule` is the cron expression with dots for asterisks,
 * which RDS and most other services refuse in tags (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_Tag.html).
 */
export function autoShutdownTags(section: AutoShutdownSection | undefined): Record<string, string> | undefined {
  return section && { AutoShutdown: "true", Schedule: section.stop.replaceAll("*", ".") };
}

export interface AutoShutdownProps {
  readonly accountId: string;
  readonly schedule: AutoShutdownSection;
  readonly primary: PrimaryRegion;
  /** The sizes that node groups have again in the morning. */
  readonly cluster: Pick<ClusterSection, "nodeGroups">;
  readonly topics: AlarmTopics;
}

/** Stops nodes and database at night, and tells when that failed (INF-001 §10.1). */
export class AutoShutdown extends Construct {
  constructor(scope: Construct, id: string, { schedule, primary, topics, ...props }: AutoShutdownProps) {
    super(scope, id);
    const { groupName } = new AutoShutdownSchedules(this, "office-hours", {
      ...scheduleTimes(schedule),
      namePrefix: primary.namePrefix,
      region: primary.region,
      accountId: props.accountId,
      clusterName: primary.cluster.clusterName,
      nodeGroups: Object.entries(props.cluster.nodeGroups).map(([name, group]) => ({ ...group, name })),
      instanceIdentifiers: [primary.data.primaryIdentifier],
    });
    new ScheduleAlarms(this, "schedules", { ...topics.alarmsIn(primary), groupName });
  }
}

/** The times of a schedule in EventBridge's dialect. */
export function scheduleTimes({ stop, start, timeZone }: AutoShutdownSection) {
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
