import type { ControllerIdentity } from "../../../modules/cluster/controller-identities";
import { clusterAutoscalerIdentity } from "../../../modules/platform/charts/cluster-autoscaler";
import { externalSecretsIdentity } from "../../../modules/platform/charts/external-secrets";
import { veleroIdentity } from "../../../modules/platform/charts/velero";
import { charts } from "../../versions";

export interface PlatformIdentitiesProps {
  readonly clusterName: string;
  readonly region: string;
  readonly accountId: string;
  /** First parts of the names of the secrets that may be read from inside the cluster. */
  readonly secretPrefixes: readonly string[];
  /** ARN of the bucket that holds Velero's backups. */
  readonly backupsBucketArn: string;
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
    externalSecretsIdentity({ ...place, namespace: charts.externalSecrets.namespace, secretPrefixes }),
    veleroIdentity({ ...place, namespace: charts.velero.namespace, bucketArn }),
  ];
}
