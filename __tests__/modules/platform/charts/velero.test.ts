import type { PlatformSection } from "../../../../src/config/sections/platform";
import { valueAt } from "../../../support/helm-values";
import { defaultSizes, plannedValues } from "../../../support/planned-releases";

const values = plannedValues("velero");

test("backups go to the bucket's folder etcd, with the pod's identity", () => {
  expect(values).toMatchObject({
    configuration: {
      backupStorageLocation: [
        {
          name: "default",
          provider: "aws",
          bucket: "shop-backups",
          prefix: "etcd",
          default: true,
          config: { region: "eu-west-1" },
        },
      ],
    },
    credentials: { useSecret: false },
    serviceAccount: { server: { create: true, name: "velero" } },
  });
});

test("volumes are snapshotted by their driver, not by the plugin", () => {
  expect(values).toMatchObject({ configuration: { features: "EnableCSI" }, snapshotsEnabled: false });
});

test("the plugin is put where Velero looks for it", () => {
  expect(values.initContainers).toEqual([
    expect.objectContaining({
      name: "velero-plugin-for-aws",
      image: "docker.io/velero/velero-plugin-for-aws:v1.14.2",
      volumeMounts: [{ name: "plugins", mountPath: "/target" }],
    }),
  ]);
});

test("schedules follow the configuration", () => {
  const backup: PlatformSection["backup"] = {
    clusterState: { everyHours: 12, retentionDays: 3 },
    persistentVolumes: { hour: 23, retentionDays: 5 },
  };
  const { schedules } = plannedValues("velero", { platform: { ...defaultSizes, backup } });
  expect(schedules).toMatchObject({
    etcd: { schedule: "0 */12 * * *", template: { ttl: "72h0m0s", snapshotVolumes: false } },
    "persistent-volumes": { schedule: "0 23 * * *", template: { ttl: "120h0m0s", snapshotVolumes: true } },
  });
});

test("the shared file system, which has no snapshots, is left out by a policy", () => {
  const policies = JSON.parse(
    String((valueAt(values, "configMaps.volume-policies.data") as Record<string, string>)["policies.yaml"]),
  );
  expect(policies.volumePolicies).toEqual([
    { conditions: { csi: { driver: "efs.csi.aws.com" } }, action: { type: "skip" } },
  ]);
  expect(valueAt(values, "schedules.persistent-volumes.template.resourcePolicy")).toEqual({
    kind: "configmap",
    name: "velero-volume-policies",
  });
});

test("clusters whose backups meet keep them apart, and can restore each other's", () => {
  const standby = plannedValues("velero", { backupSuffix: "dr", readableBackupFolders: ["etcd"] });
  expect(valueAt(standby, "configuration.backupStorageLocation")).toEqual([
    expect.objectContaining({ name: "default", prefix: "etcd-dr", default: true }),
    expect.objectContaining({ name: "etcd", prefix: "etcd", accessMode: "ReadOnly" }),
  ]);
  expect(Object.keys(standby.schedules as object)).toEqual(["etcd-dr", "persistent-volumes-dr"]);
});
