import type { Pods } from "../../../kubernetes/peers";

/** The mesh's own parts. */
export interface MeshPods {
  readonly controlPlane: Pods;
  readonly gateway: Pods;
}

/**
 * Has Prometheus scrape the mesh's own parts (https://istio.io/latest/docs/ops/integrations/prometheus/). Sidecars are
 * scraped by the monitors of the services that they belong to.
 */
export function istioMonitors({ controlPlane, gateway }: MeshPods) {
  return {
    additionalServiceMonitors: [
      {
        name: "istiod",
        selector: { matchLabels: controlPlane.labels },
        namespaceSelector: { matchNames: [controlPlane.namespace] },
        endpoints: [{ port: "http-monitoring", interval: "30s" }],
      },
    ],
    additionalPodMonitors: [
      {
        name: "istio-ingressgateway",
        selector: { matchLabels: gateway.labels },
        namespaceSelector: { matchNames: [gateway.namespace] },
        podMetricsEndpoints: [{ port: "http-envoy-prom", path: "/stats/prometheus", interval: "30s" }],
      },
    ],
  };
}
