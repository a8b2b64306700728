import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import { Construct } from "constructs";
import type { Namespace } from "./namespace";

export interface MeshEntryProps {
  readonly namespace: Namespace;
  /** Name of the Gateway, to which VirtualServices of the namespace refer. */
  readonly gatewayName: string;
  /** The ingress gateway that serves it. */
  readonly ingressGateway: {
    /** Labels of its pods. */
    readonly labels: Readonly<Record<string, string>>;
    /** Port on which they take plain HTTP. */
    readonly port: number;
  };
  /**
   * Hosts of the services in the namespace.
   * @default - none, and no Gateway
   */
  readonly hosts?: readonly string[];
}

/**
 * How requests enter a namespace: through the Gateway from outside, encrypted between pods
 * (https://istio.io/latest/docs/reference/config/networking/gateway/,
 * https://istio.io/latest/docs/reference/config/security/peer_authentication/).
 */
export class MeshEntry extends Construct {
  constructor(scope: Construct, id: string, props: MeshEntryProps) {
    super(scope, id);
    const { namespace, gatewayName, ingressGateway, hosts = [] } = props;
    new Manifest(this, `${namespace.address}-peer-authentication`, {
      manifest: {
        apiVersion: "security.istio.io/v1",
        kind: "PeerAuthentication",
        metadata: { name: "default", namespace: namespace.name },
        spec: { mtls: { mode: "STRICT" } },
      },
      dependsOn: [...namespace.ready],
    });
    if (hosts.length === 0) return;
    new Manifest(this, `${namespace.address}-gateway`, {
      manifest: {
        apiVersion: "networking.istio.io/v1beta1",
        kind: "Gateway",
        metadata: { name: gatewayName, namespace: namespace.name },
        spec: {
          selector: { ...ingressGateway.labels },
          // The load balancer ends TLS and redirects to it; a redirect here would never end.
          servers: [
            {
              port: { number: ingressGateway.port, name: "http", protocol: "HTTP" },
              hosts: [...new Set(hosts)].sort(),
            },
          ],
        },
      },
      dependsOn: [...namespace.ready],
    });
  }
}
