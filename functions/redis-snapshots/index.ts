import { setTimeout as wait } from "node:timers/promises";
import { ElastiCacheClient } from "@aws-sdk/client-elasticache";
import { Cache } from "./cache";
import { type Result, takeDailySnapshot } from "./daily-snapshot";
import { readSettings } from "./settings";

/** What the schedule sends. */
export interface Invocation {
  /**
   * When the run was due; a retry belongs to the same day.
   * @default - now, for runs that are started by hand
   */
  readonly scheduledTime?: string;
}

/** The part of Lambda's context that is used (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html). */
export interface InvocationContext {
  getRemainingTimeInMillis(): number;
}

// ElastiCache throttles soon; the client waits longer after each refusal.
const client = new ElastiCacheClient({ maxAttempts: 6 });

/**
 * Takes the daily snapshot of a Redis replication group and deletes its expired ones. It runs in AWS Lambda, whose
 * runtime brings the AWS SDK (https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html).
 */
export async function handler(invocation: Invocation, context: InvocationContext): Promise<Result> {
  const { scheduledTime } = invocation;
  const day = scheduledTime ? new Date(scheduledTime) : new Date();
  const timer = { remaining: () => context.getRemainingTimeInMillis(), wait: (delay: number) => wait(delay) };
  const result = await takeDailySnapshot(new Cache(client), readSettings(process.env), day, timer);
  console.info(JSON.stringify(result));
  return result;
}
