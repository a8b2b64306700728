import { LimitRangeV1 } from "@cdktf/provider-kubernetes/lib/limit-range-v1";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { ResourceQuotaV1 } from "@cdktf/provider-kubernetes/lib/resource-quota-v1";
import { fixtureStack } from "../support/stack-json";
import { manifestOf } from "../support/workloads";

const primary = fixtureStack("production-workloads");
const standby = fixtureStack("production-dr-workloads");
const regions = [
  ["us-east-1", primary],
  ["us-west-2", standby],
] as const;

describe.each(regions)("§3.2 namespace strategy in %s", (_region, stack) => {
  test.each(["production", "staging", "development"])("namespace %s with its labels", (name) => {
    expect(stack.text).toHaveResource(NamespaceV1);
    expect(stack.resource("kubernetes_namespace_v1", name)).toEqual({
      metadata: { name, labels: { environment: name, "istio-injection": "enabled" } },
    });
  });

  test("three namespaces and no others", () => {
    expect(stack.names("kubernetes_namespace_v1")).toEqual(["development", "production", "staging"]);
  });

  test("production-quota", () => {
    expect(stack.text).toHaveResource(ResourceQuotaV1);
    expect(stack.resource("kubernetes_resource_quota_v1", "production_quota")).toMatchObject({
      metadata: { name: "production-quota", namespace: "production" },
      spec: {
        hard: {
          "requests.cpu": "100",
          "requests.memory": "200Gi",
          persistentvolumeclaims: "10",
          "services.loadbalancers": "2",
        },
      },
    });
  });

  test("production-network-policy, with the label that kube-system has", () => {
    const production = { namespace_selector: { match_labels: { environment: "production" } } };
    const kubeSystem = { namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "kube-system" } } };
    expect(stack.resource("kubernetes_network_policy_v1", "production_network_policy")).toMatchObject({
      metadata: { name: "production-network-policy", namespace: "production" },
      spec: {
        pod_selector: {},
        policy_types: ["Ingress", "Egress"],
        ingress: [{ from: [production] }],
        egress: [
          { to: [production] },
          { to: [kubeSystem] },
          {
            to: [{ pod_selector: {} }],
            ports: [
              { protocol: "TCP", port: "53" },
              { protocol: "UDP", port: "53" },
            ],
          },
        ],
      },
    });
  });

  test.each([
    "production",
    "staging",
    "development",
  ])("containers of %s get the requests that a quota asks for", (name) => {
    expect(stack.text).toHaveResource(LimitRangeV1);
    expect(stack.resource("kubernetes_limit_range_v1", `${name}_limits`)).toMatchObject({
      metadata: { name: `${name}-limits`, namespace: name },
      spec: {
        limit: [
          {
            type: "Container",
            default: { cpu: "500m", memory: "512Mi" },
            default_request: { cpu: "100m", memory: "128Mi" },
          },
        ],
      },
    });
  });

  test.each(["staging", "development"])("%s has a quota and a closed network of its own", (name) => {
    expect(stack.resource("kubernetes_resource_quota_v1", `${name}_quota`)).toMatchObject({
      metadata: { name: `${name}-quota`, namespace: name },
      spec: { hard: { "requests.cpu": "20", "requests.memory": "40Gi", "services.loadbalancers": "0" } },
    });
    expect(stack.resource("kubernetes_network_policy_v1", `${name}_network_policy`)).toMatchObject({
      metadata: { name: `${name}-network-policy`, namespace: name },
      spec: { ingress: [{ from: [{ namespace_selector: { match_labels: { environment: name } } }] }] },
    });
  });

  test.each(["production", "staging", "development"])("pods of %s speak mutual TLS", (name) => {
    expect(manifestOf(stack, `${name}_peer_authentication`)).toEqual({
      apiVersion: "security.istio.io/v1",
      kind: "PeerAuthentication",
      metadata: { name: "default", namespace: name },
      spec: { mtls: { mode: "STRICT" } },
    });
  });
});

test.each(["staging", "development"])("§3.2 the cluster of the %s environment has that namespace alone", (name) => {
  expect(fixtureStack(`${name}-workloads`).names("kubernetes_namespace_v1")).toEqual([name]);
});
