import { resources } from "../../kubernetes/resources";
import { zoneSpread } from "../../kubernetes/zone-spread";
import { capabilities } from "../capabilities";
import { budget, type PlannedRelease, type ReleaseProps } from "../release";

export interface IngressGatewayProps extends ReleaseProps {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** Port on which its pods and its Service take plain HTTP, and which Gateway resources name. */
  readonly port: number;
  /** Ports that every node opens for the load balancer. */
  readonly nodePorts: {
    /** Leads to `port`. */
    readonly http: number;
    /** Leads to its readiness endpoint, port 15021. */
    readonly status: number;
  };
}

/**
 * The way into the mesh (https://artifacthub.io/packages/helm/istio-official/gateway): the chart labels its pods
 * `istio: ingressgateway`, after the release, and Gateway resources select it by that. The load balancer ends TLS and
 * reaches it through node ports, so the Service asks for no load balancer of its own.
 */
export function ingressGateway(props: IngressGatewayProps): PlannedRelease {
  const { minReplicas, maxReplicas, nodePorts, placement, port, source } = props;
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
          { name: "http2", port, protocol: "TCP", targetPort: port, nodePort: nodePorts.http },
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
