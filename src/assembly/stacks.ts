import type { App } from "cdktf";
import type { Environment } from "../config";
import { addDelivery } from "./delivery";
import { addEnvironment } from "./environment";

/** The stacks of every environment, and those that environments of one account share. */
export function addStacks(app: App, environments: readonly Environment[]): void {
  for (const environment of environments) addEnvironment(app, environment, environments);
  for (const owner of environments.filter(({ ownsAccount }) => ownsAccount)) addDelivery(app, owner, environments);
}
