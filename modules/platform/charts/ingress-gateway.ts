import { resources } from "../../kubernetes/resources";
import { zoneSpread } from "../../kubernetes/zone-spread";
import { capabilities } from "../capabilities";
import { budget, type PlannedRelease, type ReleaseProps } from "../release";

export interface IngressGatewayProps extends ReleaseProps {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** Ports that every node opens for the load balancer. */
  readonly nodePorts: {
    /** Leads to port 80 of the gateway. */
    readonly http: number;
    /** Leads to its readiness endpoint, port 15021. */
    readonly status: number;
  };
}

/**
 * The way into the mesh (https://artifacthub.io/packages/helm/istio-official/gateway): Gateway resources select it by
 * `istio: ingressgateway`. The load balancer ends TLS and reaches it through node ports, so the Service asks for no
 * load balancer of its own.
 */
export function ingressGateway(props: IngressGatewayProps): PlannedRelease {
  const { minReplicas, maxReplicas, nodePorts, placement, source } = props;
  const name = "istio-ingressgateway";
  const { enabled, minAvailable } = budget(minReplicas);
  return {
    name,
    source,
    values: {
      service: {
        type: "NodePort",
        ports: [
          { name: "status-port", port: 15021, protocol: "TCP", targetPort: 15021, nodePort: nodePorts.status },
          { name: "http2", port: 80, protocol: "TCP", targetPort: 80, nodePort: nodePorts.http },
        ],
      },
      autoscaling: { enabled: true, minReplicas, maxReplicas, targetCPUUtilizationPercentage: 70 },
      podDisruptionBudget: enabled ? { minAvailable } : {},
      resources: resources({ cpu: ["250m", "2"], memory: ["256Mi", "1Gi"] }),
      nodeSelector: placement.nodeSelector,
      tolerations: placement.tolerations,
      topologySpreadConstraints: zoneSpread({ app: name }),
    },
    // Its proxy is put in by the webhook; without it the pods try to pull an image called "auto".
    requires: [capabilities.sidecarInjection],
  };
}
