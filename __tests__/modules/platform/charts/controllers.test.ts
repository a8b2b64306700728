import { clusterAutoscaler } from "../../../../modules/platform/charts/cluster-autoscaler";
import { eckOperator } from "../../../../modules/platform/charts/eck-operator";
import { externalSecrets } from "../../../../modules/platform/charts/external-secrets";
import { metricsServer } from "../../../../modules/platform/charts/metrics-server";
import { prometheusEndpoint } from "../../../../modules/platform/charts/monitoring/kube-prometheus-stack";
import { prometheusAdapter } from "../../../../modules/platform/charts/prometheus-adapter";
import { chartIn } from "../../../support/chart";

const controller = { ...chartIn("controllers"), replicas: 3 };
const autoscaler = clusterAutoscaler({ ...controller, clusterName: "shop", region: "eu-west-1", imageTag: "v1.2.3" });
const adapter = prometheusAdapter({ ...controller, prometheusUrl: "http://prometheus.test", prometheusPort: 9191 });

test.each([
  ["replicaCount", externalSecrets(controller)],
  ["replicaCount", eckOperator(controller)],
  ["replicas", metricsServer(controller)],
  ["replicas", adapter],
  ["replicaCount", autoscaler],
])("%s follows the configuration", (key, { values }) => {
  expect(values).toMatchObject({ [key]: 3 });
});

test("all parts of External Secrets have replicas of their own and a budget", () => {
  const part = { replicaCount: 3, podDisruptionBudget: { enabled: true, minAvailable: 2 } };
  expect(externalSecrets(controller).values).toMatchObject({
    ...part,
    webhook: part,
    certController: part,
    installCRDs: true,
    leaderElect: true,
    serviceAccount: { create: true, name: "external-secrets" },
  });
});

test("Metrics Server and the ECK operator have budgets", () => {
  for (const { values } of [metricsServer(controller), eckOperator(controller)]) {
    expect(values).toMatchObject({ podDisruptionBudget: { enabled: true, minAvailable: 2 } });
  }
});

test("Prometheus answers under its Service's name", () => {
  const url = "http://kube-prometheus-stack-prometheus.metrics.svc";
  expect(prometheusEndpoint("metrics")).toEqual({ url, port: 9090 });
});

describe("Prometheus Adapter", () => {
  test("asks the Prometheus that it is told", () => {
    expect(adapter.values.prometheus).toEqual({ url: "http://prometheus.test", port: 9191, path: "" });
  });

  test("counts the requests that arrive at a pod, and nothing else", () => {
    expect(adapter.values.rules).toEqual({
      default: false,
      custom: [
        {
          seriesQuery: 'istio_requests_total{reporter="destination",namespace!="",pod!=""}',
          resources: { overrides: { namespace: { resource: "namespace" }, pod: { resource: "pod" } } },
          name: { matches: "^istio_requests_total$", as: "http_requests_per_second" },
          metricsQuery: 'sum(rate(<<.Series>>{<<.LabelMatchers>>,reporter="destination"}[2m])) by (<<.GroupBy>>)',
        },
      ],
    });
  });
});

describe("cluster autoscaler", () => {
  test("finds the groups of its cluster in its region", () => {
    expect(autoscaler.values).toMatchObject({
      awsRegion: "eu-west-1",
      autoDiscovery: {
        clusterName: "shop",
        tags: ["k8s.io/cluster-autoscaler/enabled", "k8s.io/cluster-autoscaler/shop"],
      },
      image: { tag: "v1.2.3" },
    });
  });
});
