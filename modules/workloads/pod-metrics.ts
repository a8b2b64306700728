import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface PodMetricsProps {
  readonly service: string;
  readonly namespace: string;
  readonly dependsOn: ITerraformDependable[];
}

/**
 * Has Prometheus collect a service's metrics (https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PodMonitor).
 *
 * The sidecar serves them together with its own on port 15020, outside mutual TLS
 * (https://istio.io/latest/docs/ops/integrations/prometheus/). No container declares that port, so each pod is found
 * by the service's and then asked on 15020.
 */
export class PodMetrics extends Construct {
  constructor(scope: Construct, id: string, { service, namespace, dependsOn }: PodMetricsProps) {
    super(scope, id);
    new Manifest(this, `${service}-pod-monitor`, {
      manifest: {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PodMonitor",
        metadata: { name: service, namespace },
        spec: {
          selector: { matchLabels: { app: service } },
          podMetricsEndpoints: [
            {
              port: "http",
              path: "/stats/prometheus",
              interval: "30s",
              relabelings: [
                {
                  action: "replace",
                  sourceLabels: ["__meta_kubernetes_pod_ip"],
                  targetLabel: "__address__",
                  replacement: "$1:15020",
                },
              ],
            },
          ],
        },
      },
      dependsOn,
    });
  }
}
