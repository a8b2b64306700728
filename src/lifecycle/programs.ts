import { spawnSync } from "node:child_process";

/** How a program ended, and what it printed. */
export interface Ended {
  /** Exit code; not 0 where it could not be started. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the commands of this folder need of the machine that they run on. */
export interface Machine {
  /** Runs a program to its end and keeps what it prints. */
  run(program: string, args: readonly string[]): Ended;
  /** Runs a program that people watch. @returns its exit code */
  show(program: string, args: readonly string[]): number;
  /** Tells the person, or the log. */
  say(line: string): void;
  /** Waits, for seconds. */
  pause(seconds: number): void;
  now(): Date;
}

export const thisMachine: Machine = {
  run(program, args) {
    const { status, stdout, stderr, error } = spawnSync(program, args, {
      encoding: "utf8",
      env: { ...process.env, AWS_PAGER: "" },
      maxBuffer: 256 * 1024 * 1024,
      stdio: ["ignore", "pipe", "pipe"],
    });
    return { status: status ?? 1, stdout: stdout ?? "", stderr: error ? String(error) : (stderr ?? "") };
  },
  show(program, args) {
    // The program gets the signal as well, and ends in its own way, which is waited for.
    const wait = () => {};
    process.on("SIGINT", wait);
    const { status, error } = spawnSync(program, args, { stdio: ["ignore", "inherit", "inherit"] });
    process.off("SIGINT", wait);
    if (error) process.stderr.write(`${error}\n`);
    return status ?? 1;
  },
  say: (line) => process.stdout.write(`${line}\n`),
  pause: (seconds) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * 1000),
  now: () => new Date(),
};

/** Something that takes its time: done, or what it is still waiting for. */
export type Step = () => string | undefined;

/**
 * Takes steps until all are done.
 *
 * @throws Error that names what each of the others was still waiting for.
 */
export function until(machine: Machine, steps: readonly Step[], options: { minutes: number; seconds: number }): void {
  const { minutes, seconds } = options;
  let said = "";
  for (let waited = 0; ; waited += seconds) {
    const waiting = steps.map((step) => step()).filter((reason) => reason !== undefined);
    if (waiting.length === 0) return;
    if (waited >= minutes * 60) throw new Error(`after ${minutes} minutes: ${waiting.join("; ")}`);
    const text = waiting.join("; ");
    if (text !== said) machine.say(`waiting: ${text}`);
    said = text;
    machine.pause(seconds);
  }
}
