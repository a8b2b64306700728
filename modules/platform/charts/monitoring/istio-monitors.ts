/** Namespaces of the mesh. */
export interface MeshNamespaces {
  readonly controlPlane: string;
  readonly gateway: string;
}

/**
 * Has Prometheus scrape the mesh's own parts (https://istio.io/latest/docs/ops/integrations/prometheus/). Sidecars are
 * scraped by the monitors of the services that they belong to.
 */
export function istioMonitors({ controlPlane, gateway }: MeshNamespaces) {
  return {
    additionalServiceMonitors: [
      {
        name: "istiod",
        selector: { matchLabels: { app: "istiod" } },
        namespaceSelector: { matchNames: [controlPlane] },
        endpoints: [{ port: "http-monitoring", interval: "30s" }],
      },
    ],
    additionalPodMonitors: [
      {
        name: "istio-ingressgateway",
        selector: { matchLabels: { istio: "ingressgateway" } },
        namespaceSelector: { matchNames: [gateway] },
        podMetricsEndpoints: [{ port: "http-envoy-prom", path: "/stats/prometheus", interval: "30s" }],
      },
    ],
  };
}
