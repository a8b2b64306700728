import { type VeleroProps, velero } from "../../../../modules/platform/charts/velero";
import { chartIn } from "../../../support/chart";
import { valueAt } from "../../../support/helm-values";

const valuesFor = (change: Partial<VeleroProps> = {}) =>
  velero({
    ...chartIn("backups"),
    region: "eu-west-1",
    bucketName: "shop-backups",
    pluginImage: "registry.test/plugin:v1",
    clusterStateFolder: "state",
    schedules: {
      clusterState: { everyHours: 12, retentionDays: 3 },
      persistentVolumes: { hour: 23, retentionDays: 5 },
    },
    ...change,
  }).values;
const values = valuesFor();

test("backups go to the bucket's folder for them, with the pod's identity", () => {
  expect(values).toMatchObject({
    configuration: {
      backupStorageLocation: [
        {
          name: "default",
          provider: "aws",
          bucket: "shop-backups",
          prefix: "state",
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
      image: "registry.test/plugin:v1",
      volumeMounts: [{ name: "plugins", mountPath: "/target" }],
    }),
  ]);
});

test("schedules follow the configuration", () => {
  expect(values.schedules).toMatchObject({
    state: { schedule: "0 */12 * * *", template: { ttl: "72h0m0s", snapshotVolumes: false } },
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
  const standby = valuesFor({ suffix: "dr", readableFolders: ["state"] });
  expect(valueAt(standby, "configuration.backupStorageLocation")).toEqual([
    expect.objectContaining({ name: "default", prefix: "state-dr", default: true }),
    expect.objectContaining({ name: "state", prefix: "state", accessMode: "ReadOnly" }),
  ]);
  expect(Object.keys(standby.schedules as object)).toEqual(["state-dr", "persistent-volumes-dr"]);
});
