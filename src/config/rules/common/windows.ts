import type { LocalProblem, PathPart } from "../../problem";
import { lengthOf, windowsOverlap } from "../../values/windows";

/** A daily and a weekly window of one service, by the names that they have in their section. */
export interface ServiceWindows {
  readonly section: Readonly<Record<string, unknown>>;
  readonly path: readonly PathPart[];
  readonly daily: string;
  readonly weekly: string;
  /** Shortest window that the service takes, in minutes. */
  readonly minimum: number;
}

/** Windows are long enough, and backups are not taken while the service is being patched. */
export function checkWindows({ section, path, daily, weekly, minimum }: ServiceWindows): LocalProblem[] {
  const read = (key: string) => ({ at: [...path, key], value: String(section[key]) });
  const [backup, maintenance] = [read(daily), read(weekly)];
  const short = [backup, maintenance].flatMap(({ at, value }) => {
    if (lengthOf(value) >= minimum) return [];
    const allowed = `a window of at least ${minimum} minutes`;
    return [{ path: at, value, allowed, fix: "move its end" }];
  });
  if (!windowsOverlap(backup.value, maintenance.value)) return short;
  const allowed = `a window that does not overlap ${daily}, ${backup.value} of every day`;
  const fix = "move one of the two windows; they may touch";
  return [...short, { path: maintenance.at, value: maintenance.value, allowed, fix }];
}
