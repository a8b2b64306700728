import fs from "node:fs";
import path from "node:path";
import { hasEnded, ownName } from "./owner";

// Moving an output takes milliseconds: whoever holds the lock for longer was killed, on another host perhaps.
const longestHold = 30_000;
const pause = 20;

/** Runs `work` while no other process does so for the same folder; others wait for their turn. */
export function alone(folder: string, work: () => void): void {
  const lock = path.join(folder, ".lock");
  while (!take(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
  try {
    work();
  } finally {
    release(lock);
  }
}

/** A failure to remove it is none of the work; the next run finds that its owner has ended. */
function release(lock: string): void {
  try {
    // After a long hold somebody else may have taken it over.
    if (fs.readFileSync(lock, "utf8") === ownName()) fs.rmSync(lock, { force: true });
  } catch {}
}

function take(lock: string): boolean {
  try {
    fs.writeFileSync(lock, ownName(), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    if (isStale(lock)) removeStale(lock);
    return false;
  }
}

/**
 * Removes a lock that nobody holds any more. One process at a time judges and removes: of two that judged the same lock,
 * the later one would remove what the earlier one has taken by then.
 */
function removeStale(lock: string): void {
  const judging = `${lock}.stale`;
  try {
    fs.writeFileSync(judging, ownName(), { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    if (isStale(judging)) fs.rmSync(judging, { force: true });
    return;
  }
  try {
    if (isStale(lock)) fs.rmSync(lock, { force: true });
  } finally {
    fs.rmSync(judging, { force: true });
  }
}

function isStale(lock: string): boolean {
  try {
    return Date.now() - fs.statSync(lock).mtimeMs > longestHold || hasEnded(fs.readFileSync(lock, "utf8"));
  } catch {
    // It was released meanwhile.
    return false;
  }
}
