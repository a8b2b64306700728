import { loadEnvironments } from "../../../src/config";
import { namedServices } from "../../../src/config/rules/common/named-services";
import { objectCounts } from "../../../src/config/rules/quotas";
import { productionWith } from "../../support/changed-environments";
import { problemsWith } from "../../support/problems";
import { second, withSecond } from "../../support/service-changes";
import { productionWorkloads } from "../../support/workloads";

const orders = {
  image: { tag: "v1.0.0" },
  ports: { http: 3002 },
  revisionHistoryLimit: 4,
  secrets: {
    DATABASE_URL: { secret: "database-credentials", key: "url" },
    CACHE_URL: { secret: "redis-credentials", key: "url" },
  },
  namespace: "shop",
};
const carts = { image: { tag: "v1.0.0" }, ports: { http: 3003 }, namespace: "shop" };
const routed = { ...carts, route: { hosts: ["techally.com"], prefix: "/carts" } };
const services = { orders, carts: routed };

const withQuota = (quota: Record<string, string>) =>
  problemsWith({ namespaces: { shop: { quota, databaseAccess: true } }, services });

describe("a quota that the services outgrow", () => {
  test.each([
    [
      "requests.cpu",
      "4",
      "4400m, what the services ask for at maxReplicas with their sidecars: 11 × 200m of orders + ",
    ],
    ["cpu", "4", "4400m, what the services ask for"],
    ["requests.memory", "8Gi", "8448Mi, what the services ask for"],
    ["memory", "8Gi", "8448Mi, what the services ask for"],
    ["limits.cpu", "50", "55, what the services may take at maxReplicas with their sidecars: 11 × 2500m of orders + "],
    ["limits.memory", "32Gi", "33Gi, what the services may take"],
    ["pods", "21", "22: 22 of the services at their largest + 0 of the namespace itself"],
    ["count/pods", "21", "22: "],
    ["services", "1", "2: "],
    ["count/services", "1", "2: "],
    ["secrets", "1", "2: 0 of the services at their largest + 2 of the namespace itself"],
    ["configmaps", "3", "4: 2 of the services at their largest + 2 of the namespace itself"],
    ["count/serviceaccounts", "2", "3: "],
    ["resourcequotas", "0", "1: "],
    ["count/deployments.apps", "1", "2: "],
    ["count/replicasets.apps", "17", "18: "],
    ["count/horizontalpodautoscalers.autoscaling", "1", "2: "],
    ["count/poddisruptionbudgets.policy", "1", "2: "],
    ["count/networkpolicies.networking.k8s.io", "8", "9: 3 of the services at their largest + 6 of the namespace"],
    ["count/virtualservices.networking.istio.io", "0", "1: "],
    ["count/externalsecrets.external-secrets.io", "1", "2: "],
  ])("%s: %s", (key, limit, needed) => {
    const problems = withQuota({ [key]: limit });
    expect(problems).toEqual([
      expect.objectContaining({ path: expect.stringContaining("production.namespaces.shop.quota"), value: limit }),
    ]);
    expect(problems[0]?.path).toContain(key);
    expect(problems[0]?.allowed.startsWith(`at least ${needed}`)).toBe(true);
    expect(problems[0]?.fix).toMatch(/^raise the quota, or /);
  });

  test("one that is just large enough, and one of what services have none of", () => {
    const quota = {
      "requests.cpu": "4400m",
      "limits.memory": "33Gi",
      pods: "22",
      secrets: "2",
      "count/networkpolicies.networking.k8s.io": "9",
      "services.loadbalancers": "0",
      persistentvolumeclaims: "0",
    };
    expect(withQuota(quota)).toEqual([]);
  });
});

/** `kubernetes_manifest` of kind `PodMonitor` and the like; API groups tell kinds of one name apart. */
const kindsOfManifests: Readonly<Record<string, string>> = {
  ExternalSecret: "externalsecrets.external-secrets.io",
  PeerAuthentication: "peerauthentications.security.istio.io",
  Gateway: "gateways.networking.istio.io",
  VirtualService: "virtualservices.networking.istio.io",
  DestinationRule: "destinationrules.networking.istio.io",
  PodMonitor: "podmonitors.monitoring.coreos.com",
};
const kindsOfResources: Readonly<Record<string, string>> = {
  kubernetes_config_map_v1: "configmaps",
  kubernetes_deployment_v1: "deployments.apps",
  kubernetes_horizontal_pod_autoscaler_v2: "horizontalpodautoscalers.autoscaling",
  kubernetes_limit_range_v1: "limitranges",
  kubernetes_network_policy_v1: "networkpolicies.networking.k8s.io",
  kubernetes_pod_disruption_budget_v1: "poddisruptionbudgets.policy",
  kubernetes_resource_quota_v1: "resourcequotas",
  kubernetes_service_account_v1: "serviceaccounts",
  kubernetes_service_v1: "services",
};
/** What the cluster adds by itself, and what is made of an object that is written. */
const added: Readonly<Record<string, number>> = { configmaps: 2, serviceaccounts: 1 };
const derived = ["pods", "replicasets.apps", "endpoints", "endpointslices.discovery.k8s.io", "secrets"];

interface Placed {
  readonly kind?: string;
  readonly metadata: { readonly namespace?: string };
}

test.each([
  ["several services", { databaseAccess: true, httpsEgress: ["203.0.113.0/24"] }, services],
  ["a service without a route", {}, { carts }],
])("what is counted for a namespace with %s is what the workloads stack writes", (_, namespace, inside) => {
  const changes = { namespaces: { shop: namespace }, services: inside, disasterRecovery: undefined };
  const stack = productionWorkloads(changes);
  const [environment] = loadEnvironments([productionWith(changes)]);
  const loaded = namedServices(environment ?? {}).filter(({ service }) => service.namespace === "shop");
  const settings = environment?.namespaces.shop;
  if (!settings) throw new Error("the namespace is configured");

  const counted = objectCounts(settings, loaded)
    .filter(({ kind }) => !derived.includes(kind))
    .map(({ kind, ofService, ofNamespace = 0 }) => {
      const ofServices = loaded.reduce((sum, { service }) => sum + (ofService?.(service) ?? 0), 0);
      return [kind, ofServices + ofNamespace - (added[kind] ?? 0)] as const;
    });

  const written = new Map<string, number>();
  for (const [type, resources] of Object.entries(stack.root.resource ?? {})) {
    for (const resource of Object.values(resources ?? {}) as (Placed & { readonly manifest?: Placed })[]) {
      const object = resource.manifest ?? resource;
      if (object.metadata?.namespace !== "shop") continue;
      const kind = kindsOfResources[type] ?? kindsOfManifests[object.kind ?? ""] ?? `${type} ${object.kind}`;
      written.set(kind, (written.get(kind) ?? 0) + 1);
    }
  }
  expect(Object.fromEntries(counted.filter(([, count]) => count > 0))).toEqual(Object.fromEntries(written));
});

describe("CPU and memory of all services", () => {
  test("is large enough for all services at their largest, with sidecars and the pods of a release", () => {
    const resources = { requests: { cpu: "3", memory: "1Gi" }, limits: { cpu: "3", memory: "1Gi" } };
    // auth-service: 11 × (100m + 100m); the other: 33 × (3 + 100m)
    expect(withSecond({ resources, autoscaling: { maxReplicas: 32 } })).toEqual([
      {
        path: 'production.namespaces.production.quota["requests.cpu"]',
        value: "100",
        allowed:
          "at least 104500m, what the services ask for at maxReplicas with their sidecars: " +
          "11 × 200m of auth-service + 33 × 3100m of order-service",
        fix: "raise the quota, or lower maxReplicas or requests of auth-service, order-service",
      },
    ]);
  });

  test("of memory", () => {
    const resources = { requests: { cpu: "1", memory: "12Gi" }, limits: { cpu: "1", memory: "12Gi" } };
    expect(withSecond({ resources, autoscaling: { maxReplicas: 20 } })).toEqual([
      expect.objectContaining({
        path: 'production.namespaces.production.quota["requests.memory"]',
        allowed: expect.stringContaining("at least 264960Mi"),
      }),
    ]);
  });

  test("of another namespace is not touched", () => {
    const namespace = "staging";
    const resources = { requests: { cpu: "2", memory: "1Gi" }, limits: { cpu: "2", memory: "1Gi" } };
    expect(withSecond({ namespace, resources })).toEqual([
      expect.objectContaining({ path: 'production.namespaces.staging.quota["requests.cpu"]', value: "20" }),
    ]);
  });

  test("names three of many services", () => {
    const many = Array.from({ length: 60 }, (_, index) => [`service-${index}`, second]);
    expect(problemsWith({ services: Object.fromEntries(many) })).toContainEqual(
      expect.objectContaining({
        fix: "raise the quota, or lower maxReplicas or requests of auth-service, service-0, service-1 and 58 more",
      }),
    );
  });
});
