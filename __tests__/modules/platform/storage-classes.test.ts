import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { StorageClassV1 } from "@cdktf/provider-kubernetes/lib/storage-class-v1";
import { StorageClasses } from "../../../modules/platform/storage-classes";
import { synthConstruct } from "../../support/synth";

const stack = synthConstruct((scope) => {
  new KubernetesProvider(scope, "kubernetes");
  new StorageClasses(scope, "storage", { fileSystemId: "fs-123" });
});

test("gp3 is the default, encrypted, expandable, and made where the pod is", () => {
  expect(stack.text).toHaveResourceWithProperties(StorageClassV1, {
    metadata: { name: "gp3", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
    storage_provisioner: "ebs.csi.aws.com",
    parameters: { type: "gp3", encrypted: "true" },
    volume_binding_mode: "WaitForFirstConsumer",
    allow_volume_expansion: true,
  });
});

test("efs gives every volume an access point of its own", () => {
  expect(stack.resource("kubernetes_storage_class_v1", "efs")).toMatchObject({
    metadata: { name: "efs" },
    storage_provisioner: "efs.csi.aws.com",
    parameters: { provisioningMode: "efs-ap", fileSystemId: "fs-123", directoryPerms: "700", basePath: "/volumes" },
  });
});

test("snapshots of gp3 volumes are Velero's, and outlive their namespace", () => {
  expect(stack.text).toHaveResourceWithProperties(Manifest, {
    manifest: {
      apiVersion: "snapshot.storage.k8s.io/v1",
      kind: "VolumeSnapshotClass",
      metadata: { name: "gp3", labels: { "velero.io/csi-volumesnapshot-class": "true" } },
      driver: "ebs.csi.aws.com",
      deletionPolicy: "Retain",
    },
  });
});
