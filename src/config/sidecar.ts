/**
 * What Istio's sidecar requests beside the service itself; the chart's `global.proxy.resources.requests`
 * (https://istio.io/latest/docs/reference/config/istio.operator.v1alpha1/#ProxyConfig).
 */
export const sidecarRequests = { cpu: "100m", memory: "128Mi" } as const;
