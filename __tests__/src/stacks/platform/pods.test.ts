import { everyNode } from "../../../../modules/kubernetes/placement";
import { testPlacement } from "../../../support/chart";
import { expectNone } from "../../../support/failures";
import { valueAt } from "../../../support/helm-values";
import { defaultSizes, plannedReleases, plannedValues } from "../../../support/planned-releases";

/** Where each chart takes what its pods are like; found by rendering the charts. An empty path is the top. */
const placed: Record<string, readonly string[]> = {
  istiod: [""],
  "istio-ingressgateway": [""],
  "external-secrets": ["", "webhook", "certController"],
  "kube-prometheus-stack": [
    "crds.upgradeJob",
    "prometheusOperator",
    "prometheusOperator.admissionWebhooks.patch",
    "prometheus.prometheusSpec",
    "alertmanager.alertmanagerSpec",
    "grafana",
    "kube-state-metrics",
  ],
  "prometheus-adapter": [""],
  "metrics-server": [""],
  "cluster-autoscaler": [""],
  "eck-operator": [""],
  "eck-stack": [
    "eck-elasticsearch.nodeSets.0.podTemplate.spec",
    "eck-kibana.podTemplate.spec",
    "eck-logstash.podTemplate.spec",
  ],
  velero: [""],
  argocd: ["global", "redis-ha"],
};

const resourced: Record<string, readonly string[]> = {
  istiod: ["resources", "global.proxy.resources"],
  "istio-ingressgateway": ["resources"],
  "external-secrets": ["resources", "webhook.resources", "certController.resources"],
  "kube-prometheus-stack": [
    "crds.upgradeJob.resources",
    "prometheusOperator.resources",
    "prometheusOperator.admissionWebhooks.patch.resources",
    "prometheusOperator.prometheusConfigReloader.resources",
    "prometheus.prometheusSpec.resources",
    "alertmanager.alertmanagerSpec.resources",
    "grafana.resources",
    "grafana.sidecar.resources",
    "kube-state-metrics.resources",
    "prometheus-node-exporter.resources",
  ],
  "prometheus-adapter": ["resources"],
  "metrics-server": ["resources"],
  "cluster-autoscaler": ["resources"],
  "eck-operator": ["resources"],
  "eck-stack": [
    "eck-elasticsearch.nodeSets.0.podTemplate.spec.containers.0.resources",
    "eck-kibana.podTemplate.spec.containers.0.resources",
    "eck-logstash.podTemplate.spec.containers.0.resources",
    "eck-beats.daemonSet.podTemplate.spec.containers.0.resources",
  ],
  velero: ["resources", "upgradeJobResources", "initContainers.0.resources"],
  argocd: [
    "controller.resources",
    "server.resources",
    "repoServer.resources",
    "repoServer.copyutil.resources",
    "applicationSet.resources",
    "redisSecretInit.resources",
    ...["redis", "sentinel", "splitBrainDetection", "init", "configmapTest"].map(
      (part) => `redis-ha.${part}.resources`,
    ),
    ...["resources", "init.resources", "tests.resources"].map((part) => `redis-ha.haproxy.${part}`),
  ],
};

const rows = (table: Record<string, readonly string[]>) =>
  Object.entries(table).flatMap(([release, paths]) => paths.map((path) => [release, path] as const));

test("every release with pods is listed in this file", () => {
  const file = "__tests__/src/stacks/platform/pods.test.ts";
  const releases = Object.keys(plannedReleases()).filter((name) => name !== "istio-base");
  const missing = (table: Record<string, readonly string[]>) => releases.filter((name) => !(name in table));
  const gone = Object.keys({ ...placed, ...resourced }).filter((name) => !releases.includes(name));
  expectNone([
    ...missing(placed).map(
      (name) => `${file}: add ${name} to "placed", with each path where the chart takes nodeSelector and tolerations`,
    ),
    ...missing(resourced).map(
      (name) => `${file}: add ${name} to "resourced", with each path where the chart takes requests and limits`,
    ),
    ...gone.map((name) => `${file}: delete ${name}, which is no release`),
  ]);
});

test.each(
  rows(placed),
)("%s: pods at %j run on the platform's nodes; fix: set it in modules/platform/charts/", (release, path) => {
  expect(valueAt(plannedValues(release), path)).toMatchObject(testPlacement);
});

test.each([
  ["kube-prometheus-stack", "prometheus-node-exporter.tolerations"],
  ["eck-stack", "eck-beats.daemonSet.podTemplate.spec.tolerations"],
])("%s: the agents at %s run on every node", (release, path) => {
  expect(valueAt(plannedValues(release), path)).toEqual([everyNode]);
});

test("Redis's proxy takes its tolerations for itself and its selector from Redis", () => {
  expect(valueAt(plannedValues("argocd"), "redis-ha.haproxy.tolerations")).toEqual(testPlacement.tolerations);
  expect(valueAt(plannedValues("argocd"), "redis-ha.nodeSelector")).toEqual(testPlacement.nodeSelector);
});

test("a single Redis is placed by Argo CD's own setting", () => {
  const values = plannedValues("argocd", { platform: { ...defaultSizes, argoCd: { highAvailability: false } } });
  expect(values).not.toHaveProperty("redis-ha");
  expect(valueAt(values, "redis.resources")).toBeDefined();
});

const amount = expect.stringMatching(/^\d+(m|Mi|Gi)?$/);

test.each(
  rows(resourced),
)("%s: %s has requests and limits; fix: set it in modules/platform/charts/", (release, path) => {
  expect(valueAt(plannedValues(release), path)).toEqual({
    requests: { cpu: amount, memory: amount },
    limits: { cpu: amount, memory: amount },
  });
});
