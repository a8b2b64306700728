import type { PlatformSection } from "../../../../src/config/sections/platform";
import { elasticStack, veleroAwsPlugin } from "../../../../src/versions";
import { valueAt } from "../../../support/helm-values";
import { defaultSizes, plannedReleases, plannedValues } from "../../../support/planned-releases";

test.each([
  ["external-secrets", "replicaCount"],
  ["eck-operator", "replicaCount"],
  ["metrics-server", "replicas"],
  ["prometheus-adapter", "replicas"],
  ["cluster-autoscaler", "replicaCount"],
])("%s has a replica that stands by", (release, key) => {
  expect(plannedValues(release)).toMatchObject({ [key]: 2 });
});

describe("sizes follow the environment", () => {
  const sized = (release: string, change: Partial<PlatformSection>) =>
    plannedValues(release, { platform: { ...defaultSizes, ...change } });

  test("of the logs", () => {
    const { logging } = defaultSizes;
    const values = sized("eck-stack", { logging: { ...logging, retentionDays: 3, kibana: { replicas: 7 } } });
    expect(valueAt(values, "eck-kibana.count")).toBe(7);
    expect(String(values.extraObjects)).toContain("3d");
  });

  test("of the metrics", () => {
    const { monitoring } = defaultSizes;
    const prometheus = { ...monitoring.prometheus, retentionDays: 3 };
    const values = sized("kube-prometheus-stack", { monitoring: { ...monitoring, prometheus } });
    expect(valueAt(values, "prometheus.prometheusSpec.retention")).toBe("3d");
  });

  test("of the backups", () => {
    const backup: PlatformSection["backup"] = {
      clusterState: { everyHours: 12, retentionDays: 3 },
      persistentVolumes: { hour: 23, retentionDays: 5 },
    };
    expect(sized("velero", { backup }).schedules).toMatchObject({
      etcd: { schedule: "0 */12 * * *", template: { ttl: "72h0m0s" } },
      "persistent-volumes": { schedule: "0 23 * * *", template: { ttl: "120h0m0s" } },
    });
  });
});

test("Elasticsearch, Kibana, Logstash and Filebeat have the catalogue's version", () => {
  for (const part of ["elasticsearch", "kibana", "logstash", "beats"]) {
    expect(plannedValues("eck-stack")[`eck-${part}`]).toMatchObject({ version: elasticStack });
  }
});

test("Velero has the catalogue's plugin", () => {
  expect(valueAt(plannedValues("velero"), "initContainers.0.image")).toBe(
    `docker.io/velero/velero-plugin-for-aws:${veleroAwsPlugin}`,
  );
});

test("volumes are of the class that the platform stack makes", () => {
  for (const release of ["eck-stack", "kube-prometheus-stack"]) {
    const classes = JSON.stringify(plannedValues(release)).match(/"storageClassName":"[^"]*"/g);
    expect(new Set(classes)).toEqual(new Set(['"storageClassName":"gp3"']));
  }
});

test("clusters whose backups meet in one bucket keep them apart", () => {
  const { schedules } = plannedValues("velero", { backupSuffix: "dr", readableBackupFolders: ["etcd"] });
  expect(Object.keys(schedules as object)).toEqual(["etcd-dr", "persistent-volumes-dr"]);
});

test("the adapter asks the Prometheus of this platform", () => {
  expect(plannedValues("prometheus-adapter").prometheus).toEqual({
    url: "http://kube-prometheus-stack-prometheus.monitoring.svc",
    port: 9090,
    path: "",
  });
});

test.each([
  ["1.36", "v1.36.1"],
  ["1.35", "v1.35.2"],
])("on Kubernetes %s its image is %s", (clusterVersion, tag) => {
  expect(plannedValues("cluster-autoscaler", { clusterVersion }).image).toMatchObject({ tag });
});

test("a Kubernetes version without an image is refused", () => {
  expect(() => plannedReleases({ clusterVersion: "1.27" })).toThrow(
    'There is no cluster autoscaler for Kubernetes "1.27"; allowed are 1.36, 1.35; ' +
      "add the version to clusterAutoscalerTags in src/versions.ts",
  );
});

test("whatever has monitors of its own waits for their definitions", () => {
  const withMonitors = Object.values(plannedReleases()).filter(({ values: all }) =>
    /"(service|pod)Monitor":\{"enabled":true/.test(JSON.stringify(all)),
  );
  expect(withMonitors.map(({ name }) => name)).toEqual([
    "external-secrets",
    "metrics-server",
    "cluster-autoscaler",
    "eck-operator",
    "velero",
    "argocd",
  ]);
  for (const { requires } of withMonitors) expect(requires).toContain("Prometheus Operator's custom resources");
});
