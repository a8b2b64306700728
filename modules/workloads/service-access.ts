import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type Pods, tcp, toPeer } from "../kubernetes/peers";

/** Pods of the platform that call services. */
export interface ServiceCallers {
  /** The ingress gateway, which brings the requests from outside the mesh. */
  readonly gateway: Pods;
  /** Prometheus, which reads metrics. */
  readonly prometheus: Pods;
}

export interface ServiceAccessProps {
  readonly service: string;
  readonly namespace: string;
  readonly ports: { readonly http: number; readonly metrics: number };
  /** Whether requests come from outside the mesh. */
  readonly public: boolean;
  readonly callers: ServiceCallers;
  readonly dependsOn: ITerraformDependable[];
}

/** Who outside the namespace may connect to a service's pods: the ingress gateway, if it is public, and Prometheus. */
export class ServiceAccess extends Construct {
  constructor(scope: Construct, id: string, props: ServiceAccessProps) {
    super(scope, id);
    const { ports, callers } = props;
    if (props.public) {
      this.allow(props, "ingress-gateway", [{ from: [toPeer(callers.gateway)], ports: [tcp(ports.http)] }]);
    }
    // The sidecar's merged metrics, its own, and the service's without a sidecar.
    const metrics = [tcp(15020), tcp(15090), tcp(ports.metrics)];
    this.allow(props, "prometheus", [{ from: [toPeer(callers.prometheus)], ports: metrics }]);
  }

  private allow(
    { service, namespace, dependsOn }: ServiceAccessProps,
    caller: string,
    ingress: { from: ReturnType<typeof toPeer>[]; ports: ReturnType<typeof tcp>[] }[],
  ): void {
    const name = `${service}-from-${caller}`;
    new NetworkPolicyV1(this, name, {
      metadata: { name, namespace },
      spec: { podSelector: { matchLabels: { app: service } }, policyTypes: ["Ingress"], ingress },
      dependsOn,
    });
  }
}
