import type { Ended, Machine } from "../../src/lifecycle/programs";

/** A program that fails, with what it says. */
export class Failure {
  constructor(readonly message: string) {}
}

/** What a program prints: an object as JSON, a text as it is. */
export type Answer = object | string | Failure;

/** A machine whose programs are answers by the beginning of their command line; others print nothing. */
export class FakeMachine implements Machine {
  readonly calls: string[] = [];
  readonly said: string[] = [];
  waited = 0;

  constructor(
    /** By the beginning of a command line; of several that fit, the longest. A function sees the whole command line. */
    private readonly answers: Readonly<Record<string, Answer | ((command: string) => Answer)>> = {},
    private readonly time = new Date("2026-11-25T12:00:00Z"),
  ) {}

  run(program: string, args: readonly string[]): Ended {
    const command = [program, ...args].join(" ");
    this.calls.push(command);
    const [best] = Object.keys(this.answers)
      .filter((start) => command.startsWith(start))
      .toSorted((a, b) => b.length - a.length);
    const given = best === undefined ? "" : this.answers[best];
    const answer = typeof given === "function" ? given(command) : (given ?? "");
    if (answer instanceof Failure) return { status: 1, stdout: "", stderr: answer.message };
    return { status: 0, stdout: typeof answer === "string" ? answer : JSON.stringify(answer), stderr: "" };
  }

  show(program: string, args: readonly string[]): number {
    return this.run(program, args).status;
  }

  say(line: string): void {
    this.said.push(line);
  }

  pause(seconds: number): void {
    this.waited += seconds;
  }

  now(): Date {
    return this.time;
  }

  /** The calls that begin like one of these. */
  callsOf(...starts: readonly string[]): string[] {
    return this.calls.filter((call) => starts.some((start) => call.startsWith(start)));
  }
}

/** The failure of the AWS CLI for something that is not there. */
export function notFound(code = "ResourceNotFoundException"): Failure {
  return new Failure(`An error occurred (${code}) when calling the Describe operation: there is none`);
}
