import type { AwsCli } from "../aws-cli";
import { AwsFailure } from "../aws-failure";
import type { Finding } from "../finding";
import type { Plan } from "../plan";
import type { RunCommand } from "../run-command";

/** What a check may ask. */
export interface Questions {
  readonly plan: Plan;
  readonly aws: AwsCli;
  /** The name servers that the internet has for a name. */
  readonly nameServers: (name: string) => Promise<readonly string[]>;
  readonly run: RunCommand;
}

/** Looks at one thing that a deployment needs. */
export interface Check {
  /** What it looks at, for when it cannot. */
  readonly title: string;
  readonly run: (questions: Questions) => Promise<readonly Finding[]>;
}

/** The finding of a question that got no answer; any other error is thrown again. */
export function unchecked(what: string, fault: unknown, known = ""): Finding {
  if (!(fault instanceof AwsFailure)) throw fault;
  return { level: "unchecked", what, detail: `${known}${fault.message}` };
}
