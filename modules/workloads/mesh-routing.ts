import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { RouteSettings, TrafficSettings } from "./service-settings";

export interface MeshRoutingProps {
  readonly service: string;
  readonly namespace: string;
  readonly port: number;
  /** Gateway of the namespace. */
  readonly gatewayName: string;
  /**
   * How requests from outside reach the service.
   * @default - not at all, and no VirtualService
   */
  readonly route?: RouteSettings;
  readonly traffic: TrafficSettings;
  readonly dependsOn: ITerraformDependable[];
}

const apiVersion = "networking.istio.io/v1beta1";

/** A service's part of the mesh: the way to it from outside, and how callers treat its pods. */
export class MeshRouting extends Construct {
  constructor(scope: Construct, id: string, props: MeshRoutingProps) {
    super(scope, id);
    const { service, route, dependsOn } = props;
    const metadata = { name: service, namespace: props.namespace };
    if (route) {
      new Manifest(this, `${service}-virtual-service`, {
        manifest: {
          apiVersion,
          kind: "VirtualService",
          metadata,
          spec: {
            hosts: [...route.hosts],
            gateways: [props.gatewayName],
            http: [
              {
                match: [{ uri: { prefix: route.prefix } }],
                route: [{ destination: { host: service, port: { number: props.port } }, weight: 100 }],
                timeout: route.timeout,
                retries: toRetries(route.retries),
              },
            ],
          },
        },
        dependsOn,
      });
    }
    const { connectionPool, loadBalancer, outlierDetection } = props.traffic;
    new Manifest(this, `${service}-destination-rule`, {
      manifest: {
        apiVersion,
        kind: "DestinationRule",
        metadata,
        spec: {
          host: service,
          trafficPolicy: { connectionPool, loadBalancer: { simple: loadBalancer }, outlierDetection },
        },
      },
      dependsOn,
    });
  }
}

/** Istio takes neither a timeout nor conditions of tries that are not made. */
function toRetries(retries: RouteSettings["retries"]) {
  return retries.attempts === 0 ? { attempts: 0 } : { ...retries };
}
