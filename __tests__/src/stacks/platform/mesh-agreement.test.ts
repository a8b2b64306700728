import { sidecarRequests } from "../../../../src/contracts";
import { charts } from "../../../../src/versions";
import { type Endpoint, Reachability } from "../../../support/network-policy";
import { fixtureStack } from "../../../support/stack-json";
import { manifestOf } from "../../../support/workloads";

const platform = fixtureStack("production-platform");
const workloads = fixtureStack("production-workloads");

/** A release's values. */
function valuesOf(release: string): Record<string, unknown> {
  const { values } = platform.resource("helm_release", release) as { values: [string] };
  return JSON.parse(values[0]);
}

/** What the workloads assume of the charts, which live in a stack and modules of their own. */
describe("workloads and platform agree", () => {
  test("on what sidecars request, which quotas count", () => {
    expect(valuesOf("istiod")).toMatchObject({ global: { proxy: { resources: { requests: sidecarRequests } } } });
  });

  test("on the port of the gateway", () => {
    const { service } = valuesOf("istio_ingressgateway") as { service: { ports: { name: string; port: number }[] } };
    const { number } = (
      manifestOf(workloads, "production_gateway") as { spec: { servers: { port: { number: number } }[] } }
    ).spec.servers[0]?.port ?? { number: 0 };
    expect(service.ports.map(({ port }) => port)).toContain(number);
  });

  test("on the namespaces of mesh, gateway and monitoring", () => {
    const network = Reachability.of(workloads);
    const auth: Endpoint = { namespace: "production", labels: { app: "auth-service" } };
    const pod = (namespace: string, labels: Record<string, string>): Endpoint => ({ namespace, labels });
    expect(network.allows(auth, pod(charts.istiod.namespace, { app: "istiod" }), 15012)).toBe(true);
    expect(network.allows(pod(charts.ingressGateway.namespace, { istio: "ingressgateway" }), auth, 3001)).toBe(true);
    const prometheus = pod(charts.kubePrometheusStack.namespace, { "app.kubernetes.io/name": "prometheus" });
    expect(network.allows(prometheus, auth, 15020)).toBe(true);
  });
});
