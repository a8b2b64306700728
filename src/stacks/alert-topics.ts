import type { AlertTopics } from "../../modules/platform/charts/monitoring/alertmanager";
import type { Region } from "./region";

/** First part of the names of an environment's topics, which are alike in all of its regions. */
export interface AlertTopicNames extends Region {
  /** First part of the environment's own names: `techally`, also in the standby region. */
  readonly environmentPrefix: string;
}

/** Name of the topic of a region's alarms, and of the alias of its key. */
export const alarmTopicName = (environmentPrefix: string) => `${environmentPrefix}-alarms`;

/** Name of the topic that a cluster's monitoring gives a sign of life to. */
export const heartbeatTopicName = (namePrefix: string) => `${namePrefix}-heartbeat`;

/**
 * The topics that a cluster's alerts go to. The operations stack makes them last of all, so the stacks of the cluster
 * know them by name.
 */
export function alertTopics(
  { region, namePrefix, environmentPrefix }: AlertTopicNames,
  accountId: string,
): AlertTopics {
  const arn = (name: string) => `arn:aws:sns:${region}:${accountId}:${name}`;
  return {
    region,
    alarms: arn(alarmTopicName(environmentPrefix)),
    heartbeat: arn(heartbeatTopicName(namePrefix)),
  };
}
