import { type AlertRule, alertRule } from "./alert";

const throughGateway = 'reporter="source", source_workload="istio-ingressgateway"';

/** The mesh's control plane and gateway (https://istio.io/latest/docs/reference/config/metrics/). */
export const meshAlerts: readonly AlertRule[] = [
  alertRule("GatewayErrors", {
    severity: "critical",
    expr:
      `sum(rate(istio_requests_total{${throughGateway}, response_code=~"5.."}[5m])) ` +
      `/ sum(rate(istio_requests_total{${throughGateway}}[5m])) > 0.05`,
    for: "10m",
    summary: "More than 5 % of the requests that come through the gateway fail",
  }),
  alertRule("IstiodRejectedConfiguration", {
    severity: "warning",
    expr: "sum by (type) (increase(pilot_total_xds_rejects[10m])) > 0",
    for: "10m",
    summary: "Proxies refuse configuration of the type {{ $labels.type }}",
  }),
  alertRule("IstiodWithoutProxies", {
    severity: "critical",
    expr: "sum(pilot_xds) == 0 or absent(pilot_xds)",
    for: "10m",
    summary: "No proxy is connected to istiod: changes of services and routes do not reach the mesh",
  }),
  alertRule("MeshRootCertificateExpires", {
    severity: "critical",
    expr: "min(citadel_server_root_cert_expiry_timestamp) - time() < 30 * 86400",
    for: "1h",
    summary: "The mesh's root certificate expires within 30 days",
  }),
];
