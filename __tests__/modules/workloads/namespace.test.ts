import { ExternalSecret } from "../../../modules/workloads/external-secret";
import { MeshEntry } from "../../../modules/workloads/mesh-entry";
import { Namespace } from "../../../modules/workloads/namespace";
import { NetworkPolicies } from "../../../modules/workloads/network-policies";
import { SecretStore } from "../../../modules/workloads/secret-store";
import type { TestStack } from "../../support/synth";
import { manifestOf, synthInCluster } from "../../support/workloads";

const containerDefaults = { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "1", memory: "1Gi" } };
const addNamespace = (stack: TestStack) =>
  new Namespace(stack, "namespace", { name: "payments", quota: { pods: "7" }, containerDefaults });
const ready = ["kubernetes_namespace_v1.payments", "kubernetes_limit_range_v1.payments_limits"];

describe("Namespace", () => {
  const stack = synthInCluster(addNamespace);

  test("is in the mesh, under its own label", () => {
    expect(stack.resource("kubernetes_namespace_v1", "payments")).toEqual({
      metadata: { name: "payments", labels: { environment: "payments", "istio-injection": "enabled" } },
    });
  });

  test("amounts are written as the API server prints them", () => {
    const written = synthInCluster((stack) => {
      const amounts = { cpu: "0.5", memory: "1024Mi" };
      const defaults = { requests: amounts, limits: { ...amounts, cpu: "1000m" } };
      const quota = { "requests.cpu": "1000", "requests.memory": "2048Gi" };
      new Namespace(stack, "namespace", { name: "payments", quota, containerDefaults: defaults });
    });
    expect(written.resource("kubernetes_resource_quota_v1", "payments_quota")).toMatchObject({
      spec: { hard: { "requests.cpu": "1k", "requests.memory": "2Ti" } },
    });
    expect(written.resource("kubernetes_limit_range_v1", "payments_limits")).toMatchObject({
      spec: {
        limit: [{ default: { cpu: "1", memory: "1Gi" }, default_request: { cpu: "500m", memory: "1Gi" } }],
      },
    });
  });

  test("has the quota, and defaults for containers, once it exists", () => {
    expect(stack.resource("kubernetes_resource_quota_v1", "payments_quota")).toEqual({
      metadata: { name: "payments-quota", namespace: "payments" },
      spec: { hard: { pods: "7" } },
      depends_on: ["kubernetes_namespace_v1.payments"],
    });
    expect(stack.resource("kubernetes_limit_range_v1", "payments_limits")).toEqual({
      metadata: { name: "payments-limits", namespace: "payments" },
      spec: {
        limit: [
          {
            type: "Container",
            default: { cpu: "1", memory: "1Gi" },
            default_request: { cpu: "50m", memory: "64Mi" },
          },
        ],
      },
      depends_on: ["kubernetes_namespace_v1.payments"],
    });
  });
});

describe("NetworkPolicies", () => {
  const synth = (props: { databaseCidrs?: string[]; httpsEgress?: string[] }) =>
    synthInCluster((stack) => {
      new NetworkPolicies(stack, "policies", {
        namespace: addNamespace(stack),
        vpcCidr: "10.0.0.0/16",
        meshControlPlane: { namespace: "mesh", labels: { role: "control-plane" } },
        databasePorts: [5433, 6380],
        ...props,
      });
    });
  const always = [
    "payments_allow_aws_endpoints",
    "payments_allow_dns",
    "payments_allow_istiod",
    "payments_allow_pod_identity",
    "payments_network_policy",
  ];

  test("open neither databases nor the internet unless asked to", () => {
    expect(synth({}).names("kubernetes_network_policy_v1")).toEqual(always);
  });

  test("lead sidecars to the mesh's control plane, and to nothing beside it", () => {
    expect(synth({}).resource("kubernetes_network_policy_v1", "payments_allow_istiod")).toMatchObject({
      spec: {
        egress: [
          {
            to: [
              {
                namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "mesh" } },
                pod_selector: { match_labels: { role: "control-plane" } },
              },
            ],
            ports: [{ protocol: "TCP", port: "15012" }],
          },
        ],
      },
    });
  });

  test("open the databases' ranges on their ports", () => {
    const stack = synth({ databaseCidrs: ["10.0.20.0/24", "10.0.21.0/24"] });
    expect(stack.resource("kubernetes_network_policy_v1", "payments_allow_databases")).toEqual({
      metadata: { name: "allow-databases", namespace: "payments" },
      spec: {
        pod_selector: {},
        policy_types: ["Egress"],
        egress: [
          {
            to: [{ ip_block: { cidr: "10.0.20.0/24" } }, { ip_block: { cidr: "10.0.21.0/24" } }],
            ports: [
              { protocol: "TCP", port: "5433" },
              { protocol: "TCP", port: "6380" },
            ],
          },
        ],
      },
      depends_on: ready,
    });
  });

  test("open ranges of the internet over HTTPS", () => {
    const stack = synth({ httpsEgress: ["203.0.113.0/24"] });
    expect(stack.resource("kubernetes_network_policy_v1", "payments_allow_https")).toMatchObject({
      spec: {
        egress: [{ to: [{ ip_block: { cidr: "203.0.113.0/24" } }], ports: [{ protocol: "TCP", port: "443" }] }],
      },
    });
  });
});

describe("MeshEntry", () => {
  const ingressGateway = { labels: { role: "gateway" }, port: 8080 };
  const synth = (hosts?: string[]) =>
    synthInCluster((stack) => {
      new MeshEntry(stack, "entry", {
        namespace: addNamespace(stack),
        gatewayName: "shop-gateway",
        ingressGateway,
        hosts,
      });
    });

  test("without hosts has no Gateway", () => {
    expect(synth().names("kubernetes_manifest")).toEqual(["payments_peer_authentication"]);
    expect(synth([]).names("kubernetes_manifest")).toEqual(["payments_peer_authentication"]);
  });

  test("names each host once, in an order that does not depend on the services'", () => {
    expect(manifestOf(synth(["b.example.com", "a.example.com", "b.example.com"]), "payments_gateway")).toMatchObject({
      metadata: { name: "shop-gateway", namespace: "payments" },
      spec: {
        selector: { role: "gateway" },
        servers: [{ port: { number: 8080, protocol: "HTTP" }, hosts: ["a.example.com", "b.example.com"] }],
      },
    });
  });
});

describe("SecretStore and ExternalSecret", () => {
  const stack = synthInCluster((scope) => {
    const store = new SecretStore(scope, "store", { region: "eu-west-1", namespaces: ["payments", "orders"] });
    new ExternalSecret(scope, "secret", {
      name: "stripe",
      namespace: addNamespace(scope),
      store,
      remoteName: "shop/stripe",
      keys: ["webhook", "api-key"],
    });
  });

  test("the store serves the listed namespaces alone", () => {
    expect(manifestOf(stack, "aws_secrets_manager")).toMatchObject({
      spec: {
        conditions: [{ namespaces: ["payments", "orders"] }],
        provider: { aws: { service: "SecretsManager", region: "eu-west-1" } },
      },
    });
  });

  test("the secret copies its keys, after store and namespace", () => {
    const reference = { conversionStrategy: "Default", decodingStrategy: "None", metadataPolicy: "None" };
    expect(manifestOf(stack, "payments_stripe")).toEqual({
      apiVersion: "external-secrets.io/v1",
      kind: "ExternalSecret",
      metadata: { name: "stripe", namespace: "payments" },
      spec: {
        refreshInterval: "1h",
        secretStoreRef: { kind: "ClusterSecretStore", name: "aws-secrets-manager" },
        target: { name: "stripe", creationPolicy: "Owner", deletionPolicy: "Retain" },
        data: [
          { secretKey: "api-key", remoteRef: { key: "shop/stripe", property: "api-key", ...reference } },
          { secretKey: "webhook", remoteRef: { key: "shop/stripe", property: "webhook", ...reference } },
        ],
      },
    });
    expect(stack.resource("kubernetes_manifest", "payments_stripe").depends_on).toEqual([
      ...ready,
      "kubernetes_manifest.aws_secrets_manager",
    ]);
  });
});
