import { plannedReleases, plannedValues } from "../../../support/planned-releases";

test.each([
  ["external-secrets", "replicaCount"],
  ["eck-operator", "replicaCount"],
  ["metrics-server", "replicas"],
  ["prometheus-adapter", "replicas"],
  ["cluster-autoscaler", "replicaCount"],
])("%s has a replica that stands by", (release, key) => {
  expect(plannedValues(release)).toMatchObject({ [key]: 2 });
});

test("all parts of External Secrets have two replicas and a budget", () => {
  const part = { replicaCount: 2, podDisruptionBudget: { enabled: true, minAvailable: 1 } };
  expect(plannedValues("external-secrets")).toMatchObject({
    ...part,
    webhook: part,
    certController: part,
    installCRDs: true,
    leaderElect: true,
    serviceAccount: { create: true, name: "external-secrets" },
  });
});

test("Metrics Server and the ECK operator have budgets", () => {
  for (const release of ["metrics-server", "eck-operator"]) {
    expect(plannedValues(release)).toMatchObject({ podDisruptionBudget: { enabled: true, minAvailable: 1 } });
  }
});

describe("Prometheus Adapter", () => {
  test("asks the Prometheus of this platform", () => {
    expect(plannedValues("prometheus-adapter").prometheus).toEqual({
      url: "http://kube-prometheus-stack-prometheus.monitoring.svc",
      port: 9090,
      path: "",
    });
  });

  test("counts the requests that arrive at a pod, and nothing else", () => {
    expect(plannedValues("prometheus-adapter").rules).toEqual({
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
    expect(plannedValues("cluster-autoscaler")).toMatchObject({
      awsRegion: "eu-west-1",
      autoDiscovery: {
        clusterName: "shop",
        tags: ["k8s.io/cluster-autoscaler/enabled", "k8s.io/cluster-autoscaler/shop"],
      },
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
});
