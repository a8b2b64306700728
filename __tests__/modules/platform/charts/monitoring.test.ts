import {
  kubePrometheusStack,
  type MonitoringSizing,
} from "../../../../modules/platform/charts/monitoring/kube-prometheus-stack";
import { chartIn } from "../../../support/chart";
import { valueAt } from "../../../support/helm-values";

const valuesFor = (prometheus: MonitoringSizing["prometheus"]) =>
  kubePrometheusStack({
    ...chartIn("metrics"),
    sizing: { prometheus, alertmanager: { replicas: 3, storageGib: 7 }, grafana: { storageGib: 9 } },
    storageClass: "fast",
    grafanaAdminSecret: "admin",
    mesh: {
      controlPlane: { namespace: "mesh", labels: { role: "control-plane" } },
      gateway: { namespace: "entry", labels: { role: "gateway" } },
    },
    topics: { region: "eu-west-1", alarms: "arn:alarms", heartbeat: "arn:heartbeat" },
    backups: [{ schedule: "velero-objects", everyHours: 6 }],
  }).values;
const values = valuesFor({ replicas: 2, retentionDays: 15, storageGib: 100, memoryGib: 4 });
const claim = (storage: string) => ({
  spec: { storageClassName: "fast", accessModes: ["ReadWriteOnce"], resources: { requests: { storage } } },
});

test("two Prometheus replicas keep 15 days on volumes of their own, with room left for what is being written", () => {
  expect(valueAt(values, "prometheus.prometheusSpec")).toMatchObject({
    replicas: 2,
    retention: "15d",
    retentionSize: "85GB",
    storageSpec: { volumeClaimTemplate: claim("100Gi") },
  });
  expect(valueAt(values, "prometheus.podDisruptionBudget")).toEqual({ enabled: true, minAvailable: 1 });
});

test("sizes and retention follow the configuration", () => {
  const small = valuesFor({ replicas: 1, retentionDays: 3, storageGib: 20, memoryGib: 2 });
  expect(valueAt(small, "prometheus.prometheusSpec")).toMatchObject({
    replicas: 1,
    retention: "3d",
    retentionSize: "17GB",
    storageSpec: { volumeClaimTemplate: claim("20Gi") },
    resources: { requests: { memory: "2Gi" }, limits: { memory: "2Gi" } },
  });
  expect(valueAt(small, "prometheus.podDisruptionBudget.enabled")).toBe(false);
});

test("three Alertmanagers, each with a volume", () => {
  expect(values.alertmanager).toMatchObject({
    podDisruptionBudget: { enabled: true, minAvailable: 2 },
    alertmanagerSpec: { replicas: 3, storage: { volumeClaimTemplate: claim("7Gi") } },
  });
});

test.each([
  "serviceMonitor",
  "podMonitor",
  "rule",
  "probe",
  "scrapeConfig",
])("a %s counts without the chart's label", (kind) => {
  expect(valueAt(values, `prometheus.prometheusSpec.${kind}SelectorNilUsesHelmValues`)).toBe(false);
});

test.each([
  "kubeControllerManager",
  "kubeScheduler",
  "kubeEtcd",
  "kubeProxy",
])("%s, which nothing can scrape on EKS, is not expected", (part) => {
  expect(values[part]).toEqual({ enabled: false });
});

test("Grafana's administrator comes from the secret, and its database stays on one volume", () => {
  expect(values.grafana).toMatchObject({
    admin: { existingSecret: "admin", userKey: "admin-user", passwordKey: "admin-password" },
    persistence: { enabled: true, storageClassName: "fast", size: "9Gi" },
    deploymentStrategy: { type: "Recreate" },
  });
});

test("custom resource definitions are kept up to date, with a pinned helper image", () => {
  expect(values.crds).toMatchObject({
    enabled: true,
    upgradeJob: { enabled: true, image: { busybox: { tag: "1.38.0" } } },
  });
});

test("the mesh's control plane and gateway are scraped where they run", () => {
  expect(values.prometheus).toMatchObject({
    additionalServiceMonitors: [
      {
        name: "istiod",
        selector: { matchLabels: { role: "control-plane" } },
        namespaceSelector: { matchNames: ["mesh"] },
      },
    ],
    additionalPodMonitors: [
      {
        name: "istio-ingressgateway",
        selector: { matchLabels: { role: "gateway" } },
        namespaceSelector: { matchNames: ["entry"] },
      },
    ],
  });
});
