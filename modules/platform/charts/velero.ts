import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { ControllerIdentity } from "../../cluster/controller-identities";
import { resources } from "../../kubernetes/resources";
import { capabilities } from "../capabilities";
import type { PlannedRelease, ReleaseProps } from "../release";
import type { ScheduledBackup } from "./monitoring/rules/backups";

/** What is backed up when, and how long it is kept. */
export interface BackupSchedules {
  /** The objects in the cluster, which on EKS stands for etcd. */
  readonly clusterState: { readonly everyHours: number; readonly retentionDays: number };
  /** Snapshots of persistent volumes, once a day. */
  readonly persistentVolumes: {
    /** Hour of the day, in UTC. */
    readonly hour: number;
    readonly retentionDays: number;
  };
}

export interface VeleroProps extends ReleaseProps {
  readonly region: string;
  readonly bucketName: string;
  /** Image of the AWS plugin. */
  readonly pluginImage: string;
  readonly schedules: BackupSchedules;
  /** Folder of the bucket that gets the objects in the cluster, and the name of their schedule. */
  readonly clusterStateFolder: string;
  /**
   * Last part of the folder's and the schedules' names: clusters whose backups meet in one bucket need different ones,
   * since a backup is known by its schedule and its time.
   * @default - none
   */
  readonly suffix?: string;
  /**
   * Folders of the bucket with other clusters' backups, to restore from.
   * @default - none
   */
  readonly readableFolders?: readonly string[];
}

const name = "velero";
const volumePolicies = "volume-policies";
const volumeSnapshots = "persistent-volumes";

/**
 * Velero (https://velero.io/docs/v1.18/). The control plane's etcd is EKS's own and cannot be reached, so the objects
 * in it are saved through the API server instead. Volumes are snapshotted by their CSI driver.
 */
export function velero(props: VeleroProps): PlannedRelease {
  const { placement, source } = props;
  return {
    name,
    source,
    values: {
      ...storageValues(props),
      resources: resources({ cpu: ["250m", "1"], memory: ["256Mi", "1Gi"] }),
      upgradeJobResources: resources({ cpu: ["50m", "200m"], memory: ["64Mi", "256Mi"] }),
      nodeSelector: placement.nodeSelector,
      tolerations: placement.tolerations,
      initContainers: [
        {
          name: "velero-plugin-for-aws",
          image: props.pluginImage,
          imagePullPolicy: "IfNotPresent",
          resources: resources({ cpu: ["50m", "200m"], memory: ["64Mi", "128Mi"] }),
          volumeMounts: [{ name: "plugins", mountPath: "/target" }],
        },
      ],
      upgradeCRDs: true,
      // The pod's identity is enough.
      credentials: { useSecret: false },
      serviceAccount: { server: { create: true, name } },
      metrics: { serviceMonitor: { enabled: true, autodetect: false } },
      configMaps: { [volumePolicies]: { data: { "policies.yaml": JSON.stringify(skipSharedFiles) } } },
      schedules: scheduleValues(props),
    },
    requires: [capabilities.monitors, capabilities.volumeSnapshots],
  };
}

/** The shared file system has no CSI snapshots and a backup plan of its own; without this, every backup would warn. */
const skipSharedFiles = {
  version: "v1",
  volumePolicies: [{ conditions: { csi: { driver: "efs.csi.aws.com" } }, action: { type: "skip" } }],
};

function storageValues({ bucketName: bucket, clusterStateFolder, readableFolders = [], region, suffix }: VeleroProps) {
  const location = { provider: "aws", bucket, config: { region } };
  return {
    configuration: {
      features: "EnableCSI",
      backupStorageLocation: [
        { ...location, name: "default", prefix: withSuffix(clusterStateFolder, suffix), default: true },
        ...readableFolders.map((prefix) => ({ ...location, name: prefix, prefix, accessMode: "ReadOnly" })),
      ],
    },
    // These are the plugin's own snapshots; CSI takes ours, and needs no location.
    snapshotsEnabled: false,
    deployNodeAgent: false,
  };
}

function scheduleValues({ clusterStateFolder, schedules, suffix }: VeleroProps) {
  const { clusterState, persistentVolumes } = schedules;
  const ttl = (days: number) => `${days * 24}h0m0s`;
  const common = { storageLocation: "default", includedNamespaces: ["*"] };
  return {
    [withSuffix(clusterStateFolder, suffix)]: {
      schedule: `0 */${clusterState.everyHours} * * *`,
      template: {
        ...common,
        ttl: ttl(clusterState.retentionDays),
        includeClusterResources: true,
        snapshotVolumes: false,
      },
    },
    [withSuffix(volumeSnapshots, suffix)]: {
      schedule: `0 ${persistentVolumes.hour} * * *`,
      template: {
        ...common,
        ttl: ttl(persistentVolumes.retentionDays),
        snapshotVolumes: true,
        resourcePolicy: { kind: "configmap", name: `velero-${volumePolicies}` },
      },
    },
  };
}

/** The schedules as Velero and its metrics name them: the chart puts the release's name before ours. */
export function scheduledBackups(
  { clusterState }: BackupSchedules,
  clusterStateFolder: string,
  suffix: string | undefined,
): ScheduledBackup[] {
  return [
    { schedule: `${name}-${withSuffix(clusterStateFolder, suffix)}`, everyHours: clusterState.everyHours },
    { schedule: `${name}-${withSuffix(volumeSnapshots, suffix)}`, everyHours: 24 },
  ];
}

function withSuffix(folder: string, suffix: string | undefined): string {
  return suffix === undefined ? folder : `${folder}-${suffix}`;
}

export interface VeleroIdentityProps {
  /** Namespace of the release. */
  readonly namespace: string;
  readonly region: string;
  readonly accountId: string;
  /** ARN of the bucket that holds the backups. */
  readonly bucketArn: string;
}

/** Who Velero's pods are in AWS. */
export function veleroIdentity(props: VeleroIdentityProps): ControllerIdentity {
  return {
    name,
    serviceAccount: { namespace: props.namespace, name },
    description: "Backs up the cluster's objects and volumes",
    statements: statements(props),
  };
}

/**
 * What Velero's AWS plugin asks for (https://github.com/velero-io/velero-plugin-for-aws#set-permissions-for-velero),
 * narrowed to its bucket and to volumes and snapshots of this account and region.
 */
function statements({ region, accountId, bucketArn }: VeleroIdentityProps): DataAwsIamPolicyDocumentStatement[] {
  const volumes = `arn:aws:ec2:${region}:${accountId}:volume/*`;
  // Snapshots have no account in their ARN.
  const snapshots = `arn:aws:ec2:${region}::snapshot/*`;
  return [
    { sid: "FindBackups", actions: ["s3:ListBucket"], resources: [bucketArn] },
    {
      sid: "KeepBackups",
      actions: [
        "s3:AbortMultipartUpload",
        "s3:DeleteObject",
        "s3:GetObject",
        "s3:ListMultipartUploadParts",
        "s3:PutObject",
        "s3:PutObjectTagging",
      ],
      resources: [`${bucketArn}/*`],
    },
    { sid: "FindVolumes", actions: ["ec2:DescribeSnapshots", "ec2:DescribeVolumes"], resources: ["*"] },
    { sid: "Snapshot", actions: ["ec2:CreateSnapshot", "ec2:CreateVolume"], resources: [volumes, snapshots] },
    { sid: "Prune", actions: ["ec2:DeleteSnapshot"], resources: [snapshots] },
    {
      sid: "TagWhatIsCreated",
      actions: ["ec2:CreateTags"],
      resources: [volumes, snapshots],
      condition: [{ test: "StringEquals", variable: "ec2:CreateAction", values: ["CreateSnapshot", "CreateVolume"] }],
    },
  ];
}
