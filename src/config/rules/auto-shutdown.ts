import type { Environment } from "../environment";
import type { LocalProblem } from "../problem";
import type { AutoShutdownSection } from "../sections/auto-shutdown";
import { minutesOfWeek, minutesPerWeek, readCron } from "../times-of-day";

/** Nothing sleeps that must not, and everything that sleeps can. */
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
