import { type Endpoint, type Policy, Reachability } from "../support/network-policy";
import { fixtureStack } from "../support/stack-json";

const primary = fixtureStack("production-workloads");
const standby = fixtureStack("production-dr-workloads");

const auth: Endpoint = { namespace: "production", labels: { app: "auth-service", version: "v1" } };
const other: Endpoint = { namespace: "production", labels: { app: "order-service" } };
const inStaging: Endpoint = { namespace: "staging", labels: { app: "auth-service" } };
const inDevelopment: Endpoint = { namespace: "development", labels: { app: "auth-service" } };
const gateway: Endpoint = { namespace: "istio-ingress", labels: { istio: "ingressgateway" } };
const inGatewayNamespace: Endpoint = { namespace: "istio-ingress", labels: { app: "debug" } };
const istiod: Endpoint = { namespace: "istio-system", labels: { app: "istiod" } };
const coreDns: Endpoint = { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } };
const prometheus: Endpoint = { namespace: "monitoring", labels: { "app.kubernetes.io/name": "prometheus" } };
const grafana: Endpoint = { namespace: "monitoring", labels: { "app.kubernetes.io/name": "grafana" } };
const at = (address: string): Endpoint => ({ address });

const row = (title: string, from: Endpoint, to: Endpoint, port: number, protocol = "TCP") => {
  return { title, from, to, port, protocol };
};

/** `second` is the second part of the region's addresses: 10.0 or 10.1. */
const required = (second: number) => [
  row("a pod asks DNS over UDP", auth, coreDns, 53, "UDP"),
  row("a pod asks DNS over TCP", auth, coreDns, 53),
  row("a sidecar fetches its configuration and certificates", auth, istiod, 15012),
  row("the ingress gateway brings requests", gateway, auth, 3001),
  row("services of the environment call each other", other, auth, 3001),
  row("a service calls back", auth, other, 3002),
  row("Prometheus collects the merged metrics", prometheus, auth, 15020),
  row("Prometheus collects the sidecar's metrics", prometheus, auth, 15090),
  row("Prometheus collects the service's metrics", prometheus, auth, 9090),
  row("a pod connects to PostgreSQL in the first zone", auth, at(`10.${second}.20.15`), 5432),
  row("a pod connects to PostgreSQL in the second zone", auth, at(`10.${second}.21.15`), 5432),
  row("a pod connects to Redis", auth, at(`10.${second}.20.99`), 6379),
  row("a pod fetches the credentials of its pod identity", auth, at("169.254.170.23"), 80),
  row("a pod calls AWS through an interface endpoint", auth, at(`10.${second}.10.77`), 443),
  row("staging asks DNS", inStaging, coreDns, 53, "UDP"),
  row("staging's sidecars fetch their configuration", inStaging, istiod, 15012),
];

const refused = (second: number) => [
  row("staging calls production", inStaging, auth, 3001),
  row("development calls production", inDevelopment, auth, 3001),
  row("production calls staging", auth, inStaging, 3001),
  row("staging connects to production's PostgreSQL", inStaging, at(`10.${second}.20.15`), 5432),
  row("development connects to production's Redis", inDevelopment, at(`10.${second}.20.99`), 6379),
  row("another pod beside the gateway brings requests", inGatewayNamespace, auth, 3001),
  row("the gateway reads metrics", gateway, auth, 9090),
  row("the gateway calls a service without a route", gateway, other, 3001),
  row("Grafana reads metrics", grafana, auth, 15020),
  row("Prometheus sends requests", prometheus, auth, 3001),
  row("a pod calls Prometheus", auth, prometheus, 9090),
  row("a sidecar uses istiod's plain-text port", auth, istiod, 15010),
  row("a pod calls istiod's webhook", auth, istiod, 15017),
  row("a pod reads the node's metadata and role", auth, at("169.254.169.254"), 80),
  row("a pod calls the internet", auth, at("1.1.1.1"), 443),
  row("a pod asks another DNS server", auth, at("8.8.8.8"), 53, "UDP"),
  row("a pod logs in to a database host", auth, at(`10.${second}.20.15`), 22),
  row("a pod reaches PostgreSQL's port elsewhere in the VPC", auth, at(`10.${second}.10.15`), 5432),
  row("an address outside the cluster brings requests", at(`10.${second}.1.5`), auth, 3001),
];

describe.each([
  ["us-east-1", primary, 0],
  ["us-west-2", standby, 1],
] as const)("§3.2 who may connect to whom in %s", (_region, stack, second) => {
  const network = Reachability.of(stack);

  test.each(required(second))("allowed: $title", ({ from, to, port, protocol }) => {
    expect(network.allows(from, to, port, protocol)).toBe(true);
  });

  test.each(refused(second))("refused: $title", ({ from, to, port, protocol }) => {
    expect(network.allows(from, to, port, protocol)).toBe(false);
  });
});

describe("§3.2 the policy as it stands in the document", () => {
  const environment = { namespace_selector: { match_labels: { environment: "production" } } };
  const literal: Policy = {
    metadata: { name: "production-network-policy", namespace: "production" },
    spec: {
      pod_selector: {},
      policy_types: ["Ingress", "Egress"],
      ingress: [{ from: [environment] }],
      egress: [
        { to: [environment] },
        { to: [{ namespace_selector: { match_labels: { name: "kube-system" } } }] },
        {
          to: [{ pod_selector: {} }],
          ports: [
            { protocol: "TCP", port: "53" },
            { protocol: "UDP", port: "53" },
          ],
        },
      ],
    },
  };
  const network = new Reachability([literal], { production: { environment: "production" } });

  test.each(
    required(0).filter(({ from, to }) => from !== inStaging && from !== other && to !== other),
  )("would refuse: $title", ({ from, to, port, protocol }) => {
    expect(network.allows(from, to, port, protocol)).toBe(false);
  });
});
