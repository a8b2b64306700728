/**
 * Where the load balancer reaches the mesh: node ports of the `istio-ingressgateway` Service, used by the Helm release
 * and by the target group alike (https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport).
 */
export const ingressGatewayPorts = {
  /** Plain HTTP behind the load balancer, which ends TLS. */
  http: 30080,
  /** Envoy's readiness endpoint, `/healthz/ready`. */
  status: 30021,
} as const;
