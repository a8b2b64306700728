import type { Environment } from "../environment";
import type { LocalProblem } from "../problem";
import type { AutoShutdownSection } from "../sections/auto-shutdown";
import type { DatabaseSection } from "../sections/database";
import { offsetsOf } from "../values/time-zones";
import { minutesOfWeek, minutesPerDay, minutesPerWeek, readCron } from "../values/times-of-day";
import { lengthOf } from "../values/windows";

/** Production stays on, the times leave room to stop and start, and RDS can stop the database. */
export function checkAutoShutdown({
  name,
  autoShutdown,
  database,
  disasterRecovery,
}: Partial<Environment>): LocalProblem[] {
  if (!autoShutdown) return [];
  if (name === "production") {
    const fix = "remove the section: production is never turned off";
    return [{ path: ["autoShutdown"], value: autoShutdown, allowed: "nothing, in production", fix }];
  }
  const problems: LocalProblem[] = [];
  if (startsTooSoon(autoShutdown)) {
    const fix = "start later: nodes and database take up to an hour to stop";
    const allowed = `at least an hour after stop, ${autoShutdown.stop}`;
    problems.push({ path: ["autoShutdown", "start"], value: autoShutdown.start, allowed, fix });
  }
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html#USER_StopInstance.Limitations
  if (database && database.replicas.count > 0) {
    const fix = "remove the replicas, or autoShutdown: RDS stops no instance that has replicas";
    problems.push({
      path: ["database", "replicas", "count"],
      value: database.replicas.count,
      allowed: "0, with autoShutdown",
      fix,
    });
  }
  if (database && backupIsMissed(autoShutdown, database)) {
    const fix =
      "move it into the time that the environment runs, in summer and winter: RDS backs up no stopped instance";
    problems.push({
      path: ["database", "backupWindow"],
      value: database.backupWindow,
      allowed: `a window in UTC between ${autoShutdown.start} and ${autoShutdown.stop}, ${autoShutdown.timeZone}`,
      fix,
    });
  }
  if (disasterRecovery) {
    const fix = "remove it, or autoShutdown: RDS stops no instance that has a replica in another region";
    problems.push({
      path: ["disasterRecovery"],
      value: disasterRecovery.posture,
      allowed: "nothing, with autoShutdown",
      fix,
    });
  }
  return problems;
}

function startsTooSoon({ stop, start }: AutoShutdownSection): boolean {
  const [evening, morning] = [readCron(stop), readCron(start)];
  if (!evening || !morning) return false;
  return minutesOfWeek(evening).some((stopped) =>
    minutesOfWeek(morning).some((started) => (started - stopped + minutesPerWeek) % minutesPerWeek < 60),
  );
}

/** Looks at environments that run by day; where the night is when they run, nothing is said. */
function backupIsMissed(
  { stop, start, timeZone }: AutoShutdownSection,
  { backupWindow, backupRetentionDays }: DatabaseSection,
): boolean {
  const [evening, morning] = [readCron(stop), readCron(start)];
  if (!evening || !morning || backupRetentionDays === 0) return false;
  const [stops, starts] = [minuteOfDay(evening), minuteOfDay(morning)];
  if (stops <= starts) return false;
  const [hour = 0, minute = 0] = backupWindow.slice(0, 5).split(":").map(Number);
  return offsetsOf(timeZone).some((offset) => {
    const begins = (minuteOfDay({ hour, minute }) + offset + minutesPerDay) % minutesPerDay;
    return begins < starts || begins + lengthOf(backupWindow) > stops;
  });
}

function minuteOfDay({ hour, minute }: { readonly hour: number; readonly minute: number }): number {
  return hour * 60 + minute;
}
