import type { Cache, SnapshotState } from "./cache";
import { ageInDays, snapshotName } from "./names";
import type { Settings } from "./settings";

/** Time as the function sees it. */
export interface Timer {
  /** Milliseconds until Lambda ends the run. */
  remaining(): number;
  wait(milliseconds: number): Promise<void>;
}

export interface Result {
  /** Today's snapshot. */
  readonly snapshot: string;
  /** Snapshots whose time was over. */
  readonly deleted: readonly string[];
}

const pause = 30_000;

/**
 * Makes sure that there is a snapshot of the day, then deletes those of its own that are older than the retention.
 *
 * It can run any number of times on a day, also at once: the day is the snapshot's name, and a name is given only once.
 * Nothing is deleted before the day's snapshot has been started, so a cache whose snapshots fail keeps the last good ones.
 *
 * @throws Error when the group stays busy until the run's time is nearly over, so that Lambda tries again; and, once
 * everything else is done, when snapshots of its own had failed, so that somebody learns of it.
 */
export async function takeDailySnapshot(cache: Cache, settings: Settings, day: Date, timer: Timer): Promise<Result> {
  const snapshot = snapshotName(settings.snapshotPrefix, day);
  const failed = await deleteFailed(cache, settings, day);
  await startWhenPossible(cache, settings, snapshot, timer);
  const deleted = await deleteExpired(cache, settings, day);
  if (failed.length > 0) {
    throw new Error(`${failed.join(", ")} had failed and was deleted; ${snapshot} has been started in any case`);
  }
  return { snapshot, deleted };
}

async function startWhenPossible(cache: Cache, settings: Settings, name: string, timer: Timer): Promise<void> {
  for (;;) {
    const existing = (await cache.requestedSnapshots()).find((snapshot) => snapshot.name === name);
    // A name is free again only when the snapshot that had it is gone.
    const blocked = existing?.status === "deleting" || existing?.status === "failed";
    if (existing && !blocked) return;
    if (!existing && (await cache.startSnapshot(name, settings.replicationGroupId))) return;
    if (timer.remaining() < 2 * pause) {
      const reason = blocked ? `the ${existing?.status} snapshot of that name is still there` : "the group is busy";
      throw new Error(`${name} of ${settings.replicationGroupId} could not be started: ${reason}`);
    }
    await timer.wait(pause);
  }
}

/** Snapshots that failed are removed at any age: today's would keep its name from a good one. */
async function deleteFailed(cache: Cache, settings: Settings, day: Date): Promise<string[]> {
  const failed = (await ownSnapshots(cache, settings, day)).filter(({ status }) => status === "failed");
  return deleteAll(cache, failed);
}

async function deleteExpired(cache: Cache, settings: Settings, day: Date): Promise<string[]> {
  const own = await ownSnapshots(cache, settings, day);
  const expired = own.filter(({ age, status }) => age > settings.retentionDays && status === "available");
  return deleteAll(cache, expired);
}

async function deleteAll(cache: Cache, snapshots: readonly SnapshotState[]): Promise<string[]> {
  const deleted: string[] = [];
  // One after the other: ElastiCache allows few requests a second, and one snapshot a day is the rule.
  for (const { name } of snapshots) {
    if (await cache.deleteSnapshot(name)) deleted.push(name);
  }
  return deleted;
}

async function ownSnapshots(cache: Cache, { snapshotPrefix }: Settings, day: Date) {
  return (await cache.requestedSnapshots()).flatMap((snapshot) => {
    const age = ageInDays(snapshotPrefix, snapshot.name, day);
    return age === undefined ? [] : [{ ...snapshot, age }];
  });
}
