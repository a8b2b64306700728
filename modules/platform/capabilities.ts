/**
 * What releases provide and require. A chart with a custom resource inside cannot be installed before its definition is
 * there, and a pod that waits for an admission webhook not before the webhook answers.
 */
export const capabilities = {
  /** Provided by the platform stack itself. */
  blockStorage: "the default storage class",
  volumeSnapshots: "the volume snapshot class",
  grafanaAdmin: "the secret with Grafana's administrator",
  /** Provided by releases. */
  istioResources: "Istio's custom resources",
  sidecarInjection: "Istio's injection webhook",
  externalSecrets: "External Secrets' custom resources",
  monitors: "Prometheus Operator's custom resources",
  metricsQueries: "the Prometheus API",
  elasticResources: "Elastic's custom resources",
} as const;
