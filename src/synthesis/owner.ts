import os from "node:os";

/** This process, as others find it on what it has in use: `host.4711`. */
export function ownName(): string {
  return `${os.hostname()}.${process.pid}`;
}

/**
 * Whether a process, or an earlier run of this one, is known to have ended. Nothing is known of processes of other
 * hosts, which other containers are.
 */
export function hasEnded(name: string): boolean {
  const [, host, pid] = /^(.+)\.(\d+)$/.exec(name) ?? [];
  return host === os.hostname() && (Number(pid) === process.pid || !isRunning(Number(pid)));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
