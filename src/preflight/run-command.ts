import { execFile } from "node:child_process";

/** What a program said. */
export interface CommandResult {
  /** Exit code; undefined when it was stopped. */
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** The program is not installed. */
  readonly missing: boolean;
}

/** Runs a program; tests hand in one that answers from a recording. */
export type RunCommand = (file: string, args: readonly string[]) => Promise<CommandResult>;

// The CLI's own retries take most of it.
const timeoutMilliseconds = 180_000;

/** Answers of AWS about a large account are longer than Node's default of 1 MiB. */
const mostBytes = 256 * 1024 * 1024;

/**
 * Runs a program of this machine. The AWS CLI shows its answers without a pager, and tries again when it is throttled,
 * as often as `AWS_MAX_ATTEMPTS` says; default: 5 times.
 */
export const runCommand: RunCommand = (file, args) => {
  const env = { AWS_RETRY_MODE: "standard", AWS_MAX_ATTEMPTS: "5", ...process.env, AWS_PAGER: "" };
  return new Promise((resolve) => {
    execFile(file, args, { env, timeout: timeoutMilliseconds, maxBuffer: mostBytes }, (error, stdout, stderr) => {
      const code = error?.code;
      resolve({
        status: error ? (typeof code === "number" ? code : undefined) : 0,
        stdout,
        stderr: error?.killed ? `${file} was stopped after ${timeoutMilliseconds / 1000} s` : stderr,
        missing: code === "ENOENT",
      });
    });
  });
};
