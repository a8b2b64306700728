import { NetworkPolicyV1, type NetworkPolicyV1SpecEgress } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { Construct } from "constructs";
import { inNamespace, type Pods, tcp, toPeer, udp } from "../kubernetes/peers";
import type { Namespace } from "./namespace";

export interface NetworkPoliciesProps {
  readonly namespace: Namespace;
  /** Range of the VPC, in which AWS's interface endpoints are. */
  readonly vpcCidr: string;
  /** Pods of the mesh's control plane. */
  readonly meshControlPlane: Pods;
  /**
   * Ranges of the subnets with databases and caches that the pods may connect to.
   * @default - none
   */
  readonly databaseCidrs?: readonly string[];
  /** Ports of the databases and caches in these ranges. */
  readonly databasePorts: readonly number[];
  /**
   * Ranges outside the VPC that the pods may call over HTTPS.
   * @default - none
   */
  readonly httpsEgress?: readonly string[];
}

/** Every cluster's DNS (https://docs.aws.amazon.com/eks/latest/userguide/managing-coredns.html). */
const dnsPods: Pods = { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } };

/**
 * What every pod of a namespace may connect to, and who may connect to it; anything else is refused
 * (https://kubernetes.io/docs/concepts/services-networking/network-policies/).
 *
 * The first policy is INF-001 §3.2's; the others each open what one concern needs. EFS needs none: nodes mount it, and
 * policies do not apply to nodes. Policies count only where the VPC CNI enforces them
 * (https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html).
 */
export class NetworkPolicies extends Construct {
  constructor(scope: Construct, id: string, props: NetworkPoliciesProps) {
    super(scope, id);
    const { namespace, vpcCidr, meshControlPlane, databaseCidrs = [], databasePorts, httpsEgress = [] } = props;
    this.addNamespacePolicy(namespace);
    // VPC CNI matches a Service by the port of its pods, which for DNS is the same.
    this.allow(namespace, "dns", [{ to: [toPeer(dnsPods)], ports: [udp(53), tcp(53)] }]);
    // Sidecars fetch their configuration and certificates here, and are not ready before.
    this.allow(namespace, "istiod", [{ to: [toPeer(meshControlPlane)], ports: [tcp(15012)] }]);
    // https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
    this.allow(namespace, "pod-identity", [{ to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: [tcp(80)] }]);
    this.allow(namespace, "aws-endpoints", [{ to: [{ ipBlock: { cidr: vpcCidr } }], ports: [tcp(443)] }]);
    if (databaseCidrs.length > 0) {
      this.allow(namespace, "databases", [{ to: databaseCidrs.map(toRange), ports: databasePorts.map(tcp) }]);
    }
    if (httpsEgress.length > 0) {
      this.allow(namespace, "https", [{ to: httpsEgress.map(toRange), ports: [tcp(443)] }]);
    }
  }

  private addNamespacePolicy({ name, address, ready }: Namespace): void {
    const sameEnvironment = { namespaceSelector: { matchLabels: { environment: name } } };
    new NetworkPolicyV1(this, `${address}-network-policy`, {
      metadata: { name: `${name}-network-policy`, namespace: name },
      spec: {
        podSelector: {},
        policyTypes: ["Ingress", "Egress"],
        ingress: [{ from: [sameEnvironment] }],
        egress: [
          { to: [sameEnvironment] },
          { to: [inNamespace("kube-system")] },
          { to: [{ podSelector: {} }], ports: [tcp(53), udp(53)] },
        ],
      },
      dependsOn: [...ready],
    });
  }

  private allow({ name, address, ready }: Namespace, concern: string, egress: NetworkPolicyV1SpecEgress[]): void {
    new NetworkPolicyV1(this, `${address}-allow-${concern}`, {
      metadata: { name: `allow-${concern}`, namespace: name },
      spec: { podSelector: {}, policyTypes: ["Egress"], egress },
      dependsOn: [...ready],
    });
  }
}

function toRange(cidr: string) {
  return { ipBlock: { cidr } };
}
