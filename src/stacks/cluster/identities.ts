import type { ControllerIdentity } from "../../../modules/cluster/controller-identities";
import { clusterAutoscalerIdentity } from "../../../modules/platform/charts/cluster-autoscaler";
import { externalSecretsIdentity } from "../../../modules/platform/charts/external-secrets";
import { alertmanagerIdentity } from "../../../modules/platform/charts/monitoring/alertmanager";
import { veleroIdentity } from "../../../modules/platform/charts/velero";
import { charts } from "../../versions";
import { alarmTopicName, alertTopics } from "../alert-topics";

export interface PlatformIdentitiesProps {
  readonly clusterName: string;
  readonly region: string;
  readonly accountId: string;
  /** First parts of the names of the secrets that may be read from inside the cluster. */
  readonly secretPrefixes: readonly string[];
  /** ARN of the bucket that holds Velero's backups. */
  readonly backupsBucketArn: string;
  /** First part of the region's names. */
  readonly namePrefix: string;
  /** First part of the environment's names, with which those of its alarm topics begin. */
  readonly environmentPrefix: string;
}

/**
 * Who the platform's releases are in AWS, for each that calls it. The cluster stack makes them, so that they are there
 * before the platform stack starts the pods: pods get an identity at their start only.
 */
export function platformIdentities(props: PlatformIdentitiesProps): ControllerIdentity[] {
  const { clusterName, region, accountId, secretPrefixes, backupsBucketArn: bucketArn } = props;
  const place = { region, accountId };
  return [
    clusterAutoscalerIdentity({ ...place, namespace: charts.clusterAutoscaler.namespace, clusterName }),
    alertmanagerIdentity({
      ...place,
      namespace: charts.kubePrometheusStack.namespace,
      topics: alertTopics(props, accountId),
      keyAlias: `alias/${alarmTopicName(props.environmentPrefix)}`,
    }),
    externalSecretsIdentity({ ...place, namespace: charts.externalSecrets.namespace, secretPrefixes }),
    veleroIdentity({ ...place, namespace: charts.velero.namespace, bucketArn }),
  ];
}
