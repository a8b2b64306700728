import type { ControllerIdentity } from "../../../cluster/controller-identities";
import type { Placement } from "../../../kubernetes/placement";
import { resources } from "../../../kubernetes/resources";
import { volumeClaim } from "../../../kubernetes/volume-claim";
import { budget } from "../../release";

export interface AlertmanagerSizing {
  readonly replicas: number;
  /** Volume of each replica, in GiB. */
  readonly storageGib: number;
}

/** Where alerts go. */
export interface AlertTopics {
  readonly region: string;
  /** ARN of the topic that people are subscribed to. */
  readonly alarms: string;
  /** ARN of the topic that gets a message every few minutes for as long as alerts can get out. */
  readonly heartbeat: string;
}

export interface AlertmanagerValuesProps {
  readonly sizing: AlertmanagerSizing;
  readonly placement: Placement;
  readonly storageClass: string;
  readonly topics: AlertTopics;
}

/** Minutes between two messages of the heartbeat. */
export const heartbeatMinutes = 5;

const serviceAccount = "alertmanager";

/**
 * Values of Alertmanager: what is wrong goes to the environment's alarm topic, with the pods' own identity
 * (https://prometheus.io/docs/alerting/latest/configuration/#sns_config). The chart's alert Watchdog always fires, and
 * goes to the heartbeat.
 */
export function alertmanagerValues({ placement, sizing, storageClass, topics }: AlertmanagerValuesProps) {
  const sns = (topic: string, resolved: boolean) => ({
    topic_arn: topic,
    sigv4: { region: topics.region },
    send_resolved: resolved,
  });
  return {
    podDisruptionBudget: budget(sizing.replicas),
    serviceAccount: { create: true, name: serviceAccount },
    config: {
      route: {
        receiver: "alarms",
        group_by: ["alertname", "namespace"],
        group_wait: "30s",
        group_interval: "5m",
        repeat_interval: "12h",
        routes: [
          {
            matchers: ['alertname = "Watchdog"'],
            receiver: "heartbeat",
            group_wait: "0s",
            group_interval: "1m",
            repeat_interval: `${heartbeatMinutes}m`,
          },
          // The chart's own, for what needs nobody.
          { matchers: ['severity =~ "info|none"'], receiver: "nobody" },
        ],
      },
      receivers: [
        { name: "alarms", sns_configs: [sns(topics.alarms, true)] },
        { name: "heartbeat", sns_configs: [sns(topics.heartbeat, false)] },
        { name: "nobody" },
      ],
    },
    alertmanagerSpec: {
      replicas: sizing.replicas,
      storage: { volumeClaimTemplate: { spec: volumeClaim(storageClass, sizing.storageGib) } },
      resources: resources({ cpu: ["25m", "200m"], memory: ["64Mi", "256Mi"] }),
      nodeSelector: placement.nodeSelector,
      tolerations: placement.tolerations,
    },
  };
}

export interface AlertmanagerIdentityProps {
  /** Namespace of the release. */
  readonly namespace: string;
  readonly region: string;
  readonly accountId: string;
  readonly topics: Pick<AlertTopics, "alarms" | "heartbeat">;
  /** Alias of the key that encrypts the topics, `alias/techally-alarms`. */
  readonly keyAlias: string;
}

/** Who Alertmanager's pods are in AWS. */
export function alertmanagerIdentity(props: AlertmanagerIdentityProps): ControllerIdentity {
  const { accountId, keyAlias, namespace, region, topics } = props;
  return {
    name: "alertmanager",
    serviceAccount: { namespace, name: serviceAccount },
    description: "Publishes the cluster's alerts",
    statements: [
      { sid: "Publish", actions: ["sns:Publish"], resources: [topics.alarms, topics.heartbeat] },
      {
        // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#sns-what-permissions-for-sse
        sid: "EncryptMessages",
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: [`arn:aws:kms:${region}:${accountId}:key/*`],
        condition: [
          { test: "StringEquals", variable: "kms:ViaService", values: [`sns.${region}.amazonaws.com`] },
          { test: "ForAnyValue:StringEquals", variable: "kms:ResourceAliases", values: [keyAlias] },
        ],
      },
    ],
  };
}
