import type { App } from "cdktf";
import { production } from "../../environments/production";
import { addEnvironment } from "../../src/assembly/environment";
import { loadEnvironments } from "../../src/config";

export type Posture = "standby" | "active";

/** Adds production's stacks as they come out with one value of the failover switch. */
export function addProduction(app: App, posture: Posture): void {
  const disasterRecovery = production.disasterRecovery && { ...production.disasterRecovery, posture };
  for (const environment of loadEnvironments([{ ...production, disasterRecovery }])) addEnvironment(app, environment);
}
