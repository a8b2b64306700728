import { nodeAgentRequests, platformPods, sidecarLimits, sidecarRequests } from "../../../../src/contracts";
import { helmValues, valueAt } from "../../../support/helm-values";
import { type Endpoint, Reachability } from "../../../support/network-policy";
import { fixtureStack } from "../../../support/stack-json";

const platform = fixtureStack("production-platform");

/** Pods of a release that the platform stack really has, in the namespace that it really goes to. */
function podsOf(release: string, labels: Record<string, string>): Endpoint {
  const { namespace } = platform.resource("helm_release", release) as { namespace: string };
  return { namespace, labels };
}

describe("what workloads assume of the charts", () => {
  test("the gateway's pods are called what Gateways select: the chart takes the name of its release", () => {
    const { name } = platform.resource("helm_release", "istio_ingressgateway") as { name: string };
    expect(platformPods.ingressGateway.labels).toEqual({ istio: name.replace(/^istio-/, "") });
  });

  test("sidecars request, and are limited to, what quotas count", () => {
    const resources = valueAt(helmValues(platform, "istiod"), "global.proxy.resources");
    expect(resources).toEqual({ requests: sidecarRequests, limits: sidecarLimits });
  });

  test("what runs on every node requests what is counted against the nodes", () => {
    const exporter = valueAt(
      helmValues(platform, "kube_prometheus_stack"),
      "prometheus-node-exporter.resources.requests",
    );
    expect(exporter).toEqual(nodeAgentRequests["node-exporter"]);
    const spec = valueAt(helmValues(platform, "eck_stack"), "eck-beats.daemonSet.podTemplate.spec.containers");
    const [filebeat] = spec as { readonly resources: { readonly requests: unknown } }[];
    expect(filebeat?.resources.requests).toEqual(nodeAgentRequests.filebeat);
  });

  test("control plane, gateway and Prometheus are in the namespaces that policies open", () => {
    const network = Reachability.of(fixtureStack("production-workloads"));
    const auth: Endpoint = { namespace: "production", labels: { app: "auth-service" } };
    const { istiod, ingressGateway, prometheus } = platformPods;
    expect(network.allows(auth, podsOf("istiod", istiod.labels), 15012)).toBe(true);
    expect(network.allows(podsOf("istio_ingressgateway", ingressGateway.labels), auth, 3001)).toBe(true);
    expect(network.allows(podsOf("kube_prometheus_stack", prometheus.labels), auth, 15020)).toBe(true);
  });
});
