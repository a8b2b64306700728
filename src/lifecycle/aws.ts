import type { Machine } from "./programs";

/** A call of AWS that was refused. */
export class RefusedCall extends Error {
  constructor(
    message: string,
    /** AWS' name of the error, such as ResourceNotFoundException; empty where the CLI itself gave up. */
    readonly code: string,
  ) {
    super(message);
  }
}

/** Calls AWS through its command line. */
export class Aws {
  constructor(private readonly machine: Machine) {}

  /** @throws RefusedCall with what the CLI said. */
  call<Answer>(region: string, ...args: readonly string[]): Answer {
    const { status, stdout, stderr } = this.machine.run("aws", [...args, "--region", region, "--output", "json"]);
    if (status !== 0) {
      const text = stderr.trim().replaceAll(/\s+/g, " ") || `it ended with ${status}`;
      const code = /error occurred \(([\w.]+)\)/.exec(text)?.[1] ?? "";
      throw new RefusedCall(`aws ${args.slice(0, 2).join(" ")} in ${region}: ${text}`, code);
    }
    // Some commands say what they did instead, or nothing.
    const text = stdout.trim();
    return JSON.parse(/^[[{]/.test(text) ? text : "{}");
  }

  /** Like `call`, for something that may not be there: nothing then. */
  find<Answer>(region: string, ...args: readonly string[]): Answer | undefined {
    try {
      return this.call(region, ...args);
    } catch (error) {
      if (error instanceof RefusedCall && /NotFound|NoSuch|DoesNotExist/.test(error.code)) return undefined;
      throw error;
    }
  }

  /** Like `call`. @returns whether it was taken; a thing that is busy refuses with one of these codes. */
  attempt(region: string, busy: RegExp, ...args: readonly string[]): boolean {
    try {
      this.call(region, ...args);
      return true;
    } catch (error) {
      if (error instanceof RefusedCall && busy.test(error.code)) return false;
      throw error;
    }
  }
}
