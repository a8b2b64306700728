import { valueAt } from "../../../support/helm-values";
import { defaultSizes, plannedReleases, plannedValues } from "../../../support/planned-releases";

const values = plannedValues("kube-prometheus-stack");
const claim = (storage: string) => ({
  spec: { storageClassName: "gp3", accessModes: ["ReadWriteOnce"], resources: { requests: { storage } } },
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
  const { monitoring } = defaultSizes;
  const prometheus = { replicas: 1, retentionDays: 3, storageGib: 20, memoryGib: 2 };
  const small = plannedValues("kube-prometheus-stack", {
    platform: { ...defaultSizes, monitoring: { ...monitoring, prometheus } },
  });
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
    alertmanagerSpec: { replicas: 3, storage: { volumeClaimTemplate: claim("10Gi") } },
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
    persistence: { enabled: true, storageClassName: "gp3", size: "10Gi" },
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
    additionalServiceMonitors: [{ name: "istiod", namespaceSelector: { matchNames: ["istio-system"] } }],
    additionalPodMonitors: [{ name: "istio-ingressgateway", namespaceSelector: { matchNames: ["istio-ingress"] } }],
  });
});

test("whatever has monitors of its own waits for their definitions", () => {
  const withMonitors = Object.values(plannedReleases()).filter(({ values: all }) =>
    /"serviceMonitor":\{"enabled":true/.test(JSON.stringify(all)),
  );
  expect(withMonitors.map(({ name }) => name)).toEqual(["metrics-server", "cluster-autoscaler", "velero", "argocd"]);
  for (const { requires } of withMonitors) expect(requires).toContain("Prometheus Operator's custom resources");
});
