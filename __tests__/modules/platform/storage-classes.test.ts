import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { StorageClasses } from "../../../modules/platform/storage-classes";
import { synthConstruct } from "../../support/synth";
import { manifestOf } from "../../support/workloads";

interface StorageClass {
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly storage_provisioner: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const stack = synthConstruct((scope) => {
  new KubernetesProvider(scope, "kubernetes");
  new StorageClasses(scope, "storage", { blockStorageClass: "fast", fileSystemId: "fs-123" });
});
const classes = stack
  .names("kubernetes_storage_class_v1")
  .map((name) => stack.resource("kubernetes_storage_class_v1", name) as unknown as StorageClass);
const block = stack.resource("kubernetes_storage_class_v1", "fast") as unknown as StorageClass;
const snapshots = manifestOf(stack, "fast_snapshots");

test("one class is the default: with two, which one a claim gets is left to chance", () => {
  const isDefault = ({ metadata }: StorageClass) =>
    metadata.annotations?.["storageclass.kubernetes.io/is-default-class"] === "true";
  expect(classes.filter(isDefault).map(({ metadata }) => metadata.name)).toEqual(["fast"]);
});

test("block volumes are encrypted, can grow, and are made in the zone of their pod", () => {
  expect(block).toMatchObject({
    parameters: { type: "gp3", encrypted: "true" },
    volume_binding_mode: "WaitForFirstConsumer",
    allow_volume_expansion: true,
  });
});

test("shared volumes are folders of the file system, each for its own pods", () => {
  expect(stack.resource("kubernetes_storage_class_v1", "efs")).toMatchObject({
    storage_provisioner: "efs.csi.aws.com",
    parameters: { provisioningMode: "efs-ap", fileSystemId: "fs-123", directoryPerms: expect.stringMatching(/^.00$/) },
  });
});

test("snapshots are taken by the driver of the block volumes, found by Velero, and outlive their namespace", () => {
  expect(snapshots).toMatchObject({
    kind: "VolumeSnapshotClass",
    driver: block.storage_provisioner,
    metadata: { name: "fast", labels: { "velero.io/csi-volumesnapshot-class": "true" } },
    deletionPolicy: "Retain",
  });
});
