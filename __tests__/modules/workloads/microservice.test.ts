import { Microservice, type MicroserviceProps } from "../../../modules/workloads/microservice";
import { Namespace } from "../../../modules/workloads/namespace";
import type { ServiceScaling, ServiceSettings } from "../../../modules/workloads/service-settings";
import type { StackJson } from "../../support/stack-json";
import { manifestOf, synthInCluster } from "../../support/workloads";

const probe = { path: "/up", initialDelaySeconds: 1, periodSeconds: 2, timeoutSeconds: 3, failureThreshold: 4 };
const rules = {
  stabilizationWindowSeconds: 60,
  policies: [{ type: "Pods", value: 1, periodSeconds: 30 }],
  selectPolicy: "Max",
};
const amounts = { cpu: "100m", memory: "64Mi" };

const settings: ServiceSettings = {
  version: "v2",
  ports: { http: 8080, metrics: 9100 },
  environment: {},
  secrets: {},
  resources: { requests: amounts, limits: amounts },
  livenessProbe: probe,
  readinessProbe: probe,
  config: { mountPath: "/etc/orders", files: {} },
  runAsUser: 2000,
  revisionHistoryLimit: 2,
  rollingUpdate: { maxSurge: 2, maxUnavailable: 1 },
  trafficPolicy: {
    connectionPool: { tcp: { maxConnections: 1 }, http: { http1MaxPendingRequests: 2, http2MaxRequests: 3 } },
    loadBalancer: "ROUND_ROBIN",
    outlierDetection: { consecutive5xxErrors: 1, interval: "1s", baseEjectionTime: "2s", maxEjectionPercent: 3 },
  },
  permissions: [],
};

const scaling: ServiceScaling = {
  replicas: { initial: 4, min: 2, max: 6, minAvailable: 1 },
  triggers: { cpuUtilization: 50, memoryUtilization: 60, requestsPerSecond: null, scaleDown: rules, scaleUp: rules },
};

const callers = {
  gateway: { namespace: "entry", labels: { role: "gateway" } },
  prometheus: { namespace: "metrics", labels: { role: "prometheus" } },
};

/** The peer of a policy that a caller is. */
const peer = ({ namespace, labels }: (typeof callers)["gateway" | "prometheus"]) => ({
  namespace_selector: { match_labels: { "kubernetes.io/metadata.name": namespace } },
  pod_selector: { match_labels: labels },
});

function synth(change: Partial<ServiceSettings> = {}, props: Partial<MicroserviceProps> = {}): StackJson {
  return synthInCluster((stack) => {
    new Microservice(stack, "orders", {
      name: "orders",
      namespace: new Namespace(stack, "namespace", {
        name: "shop",
        quota: {},
        containerDefaults: { requests: amounts, limits: amounts },
      }),
      settings: { ...settings, ...change },
      image: "registry.example.com/orders:v1",
      imagePullPolicy: "IfNotPresent",
      scaling,
      placement: { nodeSelector: { pool: "apps" }, tolerations: [{ key: "apps", operator: "Exists" }] },
      gatewayName: "shop-gateway",
      callers,
      clusterName: "shop",
      roleName: "shop-orders",
      ...props,
    });
  });
}

function podOf(stack: StackJson) {
  const { spec } = stack.resource("kubernetes_deployment_v1", "orders") as {
    spec: { template: { metadata: { annotations: Record<string, string> }; spec: Record<string, unknown> } };
  };
  const [container] = spec.template.spec.container as Record<string, unknown>[];
  return { ...spec.template, container };
}

describe("Microservice", () => {
  test("is reached from inside the mesh only when it has no route", () => {
    const stack = synth();
    expect(stack.names("kubernetes_manifest")).toEqual(["orders_destination_rule", "orders_pod_monitor"]);
    expect(stack.names("kubernetes_network_policy_v1")).toEqual(["orders_from_prometheus"]);
  });

  test("a route opens it to the gateway", () => {
    const route = {
      hosts: ["shop.example.com", "example.com"],
      prefix: "/orders",
      timeout: "5s",
      retries: { attempts: 1, perTryTimeout: "2s", retryOn: "reset" },
    };
    const stack = synth({ route });
    expect(manifestOf(stack, "orders_virtual_service")).toMatchObject({
      metadata: { name: "orders", namespace: "shop" },
      spec: {
        hosts: ["shop.example.com", "example.com"],
        gateways: ["shop-gateway"],
        http: [
          {
            match: [{ uri: { prefix: "/orders" } }],
            route: [{ destination: { host: "orders", port: { number: 8080 } }, weight: 100 }],
            timeout: "5s",
            retries: { attempts: 1, perTryTimeout: "2s", retryOn: "reset" },
          },
        ],
      },
    });
    expect(stack.resource("kubernetes_network_policy_v1", "orders_from_ingress_gateway")).toMatchObject({
      spec: {
        pod_selector: { match_labels: { app: "orders" } },
        ingress: [{ from: [peer(callers.gateway)], ports: [{ port: "8080" }] }],
      },
    });
  });

  test("without retries, nothing is said about them", () => {
    const retries = { attempts: 0, perTryTimeout: "2s", retryOn: "reset" };
    const route = { hosts: ["shop.example.com"], prefix: "/", timeout: "5s", retries };
    expect(manifestOf(synth({ route }), "orders_virtual_service")).toMatchObject({
      spec: { http: [{ timeout: "5s", retries: { attempts: 0 } }] },
    });
    expect(JSON.stringify(manifestOf(synth({ route }), "orders_virtual_service"))).not.toMatch(/perTry|retryOn/);
  });

  test("Prometheus may read the ports with metrics", () => {
    expect(synth().resource("kubernetes_network_policy_v1", "orders_from_prometheus")).toMatchObject({
      spec: {
        ingress: [
          { from: [peer(callers.prometheus)], ports: [{ port: "15020" }, { port: "15090" }, { port: "9100" }] },
        ],
      },
    });
  });

  test("connections are kept open unless a number of requests is given", () => {
    expect(manifestOf(synth(), "orders_destination_rule")).toMatchObject({
      spec: { trafficPolicy: { connectionPool: { http: { http1MaxPendingRequests: 2, http2MaxRequests: 3 } } } },
    });
    expect(JSON.stringify(manifestOf(synth(), "orders_destination_rule"))).not.toContain("maxRequestsPerConnection");
  });

  test("the Deployment takes its settings", () => {
    const stack = synth();
    expect(stack.resource("kubernetes_deployment_v1", "orders")).toMatchObject({
      spec: {
        replicas: "4",
        revision_history_limit: 2,
        strategy: { rolling_update: { max_surge: "2", max_unavailable: "1" } },
        template: {
          metadata: { labels: { app: "orders", version: "v2" } },
          spec: {
            node_selector: { pool: "apps" },
            toleration: [{ key: "apps", operator: "Exists" }],
            security_context: { run_as_user: "2000" },
          },
        },
      },
    });
    expect(podOf(stack).container).toMatchObject({
      image: "registry.example.com/orders:v1",
      image_pull_policy: "IfNotPresent",
      liveness_probe: {
        http_get: { path: "/up", port: "8080" },
        initial_delay_seconds: 1,
        period_seconds: 2,
        timeout_seconds: 3,
        failure_threshold: 4,
      },
    });
  });

  test("autoscaler and disruption budget take the numbers of pods; request rates can be left out", () => {
    const stack = synth();
    expect(stack.resource("kubernetes_horizontal_pod_autoscaler_v2", "orders_hpa")).toMatchObject({
      spec: {
        min_replicas: 2,
        max_replicas: 6,
        metric: [{ resource: { name: "cpu" } }, { resource: { name: "memory" } }],
      },
    });
    expect(stack.resource("kubernetes_deployment_v1", "orders").lifecycle).toEqual({
      ignore_changes: ["spec[0].replicas"],
    });
    expect(stack.resource("kubernetes_pod_disruption_budget_v1", "orders")).toMatchObject({
      spec: { min_available: "1" },
    });
  });

  test("quantities are written as the API server prints them", () => {
    const triggers = { ...scaling.triggers, requestsPerSecond: 1000 };
    const resources = { requests: { cpu: "0.25", memory: "1024Mi" }, limits: { cpu: "1000m", memory: "1000M" } };
    const stack = synth({ resources }, { scaling: { ...scaling, triggers } });
    expect(stack.resource("kubernetes_horizontal_pod_autoscaler_v2", "orders_hpa")).toMatchObject({
      spec: { metric: [{}, {}, { pods: { target: { type: "AverageValue", average_value: "1k" } } }] },
    });
    expect(podOf(stack).container).toMatchObject({
      resources: { requests: { cpu: "250m", memory: "1Gi" }, limits: { cpu: "1", memory: "1G" } },
    });
  });

  test("text stays what it is, also where Terraform would see a template", () => {
    const stack = synth({
      environment: { GREETING: "Hello ${name}, 100%{sure}" },
      config: { mountPath: "/etc/orders", files: { "app.conf": "path = ${HOME}" } },
    });
    expect(podOf(stack).container).toMatchObject({ env: [{ name: "GREETING", value: "Hello $${name}, 100%%{sure}" }] });
    expect(stack.resource("kubernetes_config_map_v1", "orders_config").data).toEqual({ "app.conf": "path = $${HOME}" });
  });

  test("a changed file restarts the pods, the order of files does not", () => {
    const checksum = (files: Record<string, string>) =>
      podOf(synth({ config: { mountPath: "/etc/orders", files } })).metadata.annotations["checksum/config"];
    expect(checksum({})).toBeUndefined();
    expect(checksum({ a: "1", b: "2" })).toMatch(/^[0-9a-f]{64}$/);
    expect(checksum({ b: "2", a: "1" })).toBe(checksum({ a: "1", b: "2" }));
    expect(checksum({ a: "1", b: "3" })).not.toBe(checksum({ a: "1", b: "2" }));
  });

  test("has no role unless it may do something in AWS", () => {
    expect(synth().names("aws_iam_role")).toEqual([]);
    const stack = synth({ permissions: [{ actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:*:*:orders"] }] });
    expect(stack.resource("aws_iam_role", "orders")).toMatchObject({ name: "shop-orders" });
    expect(stack.resource("aws_eks_pod_identity_association", "orders")).toMatchObject({
      cluster_name: "shop",
      namespace: "shop",
      service_account: "orders",
    });
    expect(stack.resource("kubernetes_deployment_v1", "orders").depends_on).toContain(
      "aws_eks_pod_identity_association.orders",
    );
    expect(stack.data("aws_iam_policy_document", "orders_permissions")).toMatchObject({
      statement: [{ actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:*:*:orders"] }],
    });
  });
});
