import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { podsIn, tcp } from "../kubernetes/peers";

export interface ServiceAccessProps {
  readonly service: string;
  readonly namespace: string;
  readonly ports: { readonly http: number; readonly metrics: number };
  /** Whether requests come from outside the mesh. */
  readonly public: boolean;
  readonly dependsOn: ITerraformDependable[];
}

/** Who outside the namespace may connect to a service's pods: the ingress gateway, if it is public, and Prometheus. */
export class ServiceAccess extends Construct {
  constructor(scope: Construct, id: string, props: ServiceAccessProps) {
    super(scope, id);
    const { ports } = props;
    if (props.public) {
      const gateway = podsIn("istio-ingress", { istio: "ingressgateway" });
      this.allow(props, "ingress-gateway", [{ from: [gateway], ports: [tcp(ports.http)] }]);
    }
    const prometheus = podsIn("monitoring", { "app.kubernetes.io/name": "prometheus" });
    // The sidecar's merged metrics, its own, and the service's without a sidecar.
    const metrics = [tcp(15020), tcp(15090), tcp(ports.metrics)];
    this.allow(props, "prometheus", [{ from: [prometheus], ports: metrics }]);
  }

  private allow(
    { service, namespace, dependsOn }: ServiceAccessProps,
    caller: string,
    ingress: { from: ReturnType<typeof podsIn>[]; ports: ReturnType<typeof tcp>[] }[],
  ): void {
    const name = `${service}-from-${caller}`;
    new NetworkPolicyV1(this, name, {
      metadata: { name, namespace },
      spec: { podSelector: { matchLabels: { app: service } }, policyTypes: ["Ingress"], ingress },
      dependsOn,
    });
  }
}
