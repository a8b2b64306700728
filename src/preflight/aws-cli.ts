import { globalRegion } from "../contracts";
import { AwsFailure, failureOf } from "./aws-failure";
import type { RunCommand } from "./run-command";

const installPage = "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html";

/** Calls that run side by side; each is a process of its own. */
const sideBySide = 6;

/** Asks AWS through its command line, never to change anything, and each question once. */
export class AwsCli {
  private readonly answers = new Map<string, Promise<unknown>>();
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(private readonly run: RunCommand) {}

  /**
   * The answer to a command, such as `ask(["ec2", "describe-vpcs"], "us-east-1")`. Services of no region, and those of
   * the whole account, are asked in us-east-1, which is the default.
   *
   * @throws AwsFailure when there is none.
   */
  ask<Answer>(command: readonly string[], region: string = globalRegion): Promise<Answer> {
    const args = [...command, "--region", region, "--output", "json"];
    const key = JSON.stringify(args);
    const known = this.answers.get(key);
    if (known) return known as Promise<Answer>;
    const answer = this.call(args);
    this.answers.set(key, answer);
    return answer as Promise<Answer>;
  }

  private async call(args: readonly string[]): Promise<unknown> {
    await this.turn();
    try {
      const { status, stdout, stderr, missing } = await this.run("aws", args);
      if (missing) throw new AwsFailure("no-cli", `the AWS CLI was not found; install version 2 of it, ${installPage}`);
      if (status !== 0) throw failureOf(args, stderr);
      // Commands that have nothing to say print nothing.
      return stdout.trim() === "" ? {} : JSON.parse(stdout);
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }

  private async turn(): Promise<void> {
    while (this.running >= sideBySide) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running += 1;
  }
}
