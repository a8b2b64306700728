import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import { StorageClassV1 } from "@cdktf/provider-kubernetes/lib/storage-class-v1";
import { Construct } from "constructs";

export interface StorageClassesProps {
  /** Name of the default class, and of the class of its snapshots. */
  readonly blockStorageClass: string;
  /** EFS file system that shared volumes are folders of. */
  readonly fileSystemId: string;
}

/**
 * Where pods get their volumes from: gp3 by default, `efs` for files that several pods write, and snapshots of the
 * former (https://kubernetes.io/docs/concepts/storage/storage-classes/).
 */
export class StorageClasses extends Construct {
  readonly block: StorageClassV1;
  readonly shared: StorageClassV1;
  readonly snapshots: Manifest;

  constructor(scope: Construct, id: string, { blockStorageClass, fileSystemId }: StorageClassesProps) {
    super(scope, id);
    // https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md
    this.block = new StorageClassV1(this, blockStorageClass, {
      metadata: { name: blockStorageClass, annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
      storageProvisioner: "ebs.csi.aws.com",
      parameters: { type: "gp3", encrypted: "true" },
      // A volume made before its pod is placed may be in a zone where the pod cannot run.
      volumeBindingMode: "WaitForFirstConsumer",
      allowVolumeExpansion: true,
      reclaimPolicy: "Delete",
    });
    // https://github.com/kubernetes-sigs/aws-efs-csi-driver#storage-class-parameters-for-dynamic-provisioning
    this.shared = new StorageClassV1(this, "efs", {
      metadata: { name: "efs" },
      storageProvisioner: "efs.csi.aws.com",
      // Every volume is an access point of its own, below a folder that nothing else uses.
      parameters: { provisioningMode: "efs-ap", fileSystemId, directoryPerms: "700", basePath: "/volumes" },
      reclaimPolicy: "Delete",
    });
    // The typed resources know no snapshots; the definition comes with the cluster's snapshot-controller add-on.
    this.snapshots = new Manifest(this, `${blockStorageClass}_snapshots`, {
      manifest: {
        apiVersion: "snapshot.storage.k8s.io/v1",
        kind: "VolumeSnapshotClass",
        metadata: { name: blockStorageClass, labels: { "velero.io/csi-volumesnapshot-class": "true" } },
        driver: "ebs.csi.aws.com",
        // Snapshots outlive the namespace that they were taken of; Velero deletes them when their backup expires.
        deletionPolicy: "Retain",
      },
    });
  }
}
