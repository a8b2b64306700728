import { parseCidr } from "../../src/config/values/cidr";
import type { StackJson } from "./stack-json";

type Labels = Readonly<Record<string, string>>;

/** A selector as Terraform writes it. */
interface Selector {
  readonly match_labels?: Labels;
  readonly match_expressions?: unknown;
}

interface Peer {
  readonly ip_block?: { readonly cidr: string; readonly except?: readonly string[] };
  readonly namespace_selector?: Selector;
  readonly pod_selector?: Selector;
}

interface Port {
  readonly port?: string;
  readonly protocol?: string;
}

interface Rule {
  readonly ports?: readonly Port[];
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
}

/** Arguments of a `kubernetes_network_policy_v1`. */
export interface Policy {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly pod_selector: Selector;
    readonly policy_types: readonly string[];
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
  };
}

/** A pod, or an address outside the cluster. */
export type Endpoint = { readonly namespace: string; readonly labels?: Labels } | { readonly address: string };

type Direction = "ingress" | "egress";

/**
 * Says who may connect to whom under a set of core network policies: the sender's egress and the receiver's ingress
 * have to allow it, and a pod that no policy selects for a direction is open in it
 * (https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation).
 */
export class Reachability {
  constructor(
    private readonly policies: readonly Policy[],
    private readonly namespaceLabels: Readonly<Record<string, Labels>>,
  ) {}

  /** The policies and the namespaces' labels of a synthesized stack. */
  static of(stack: StackJson): Reachability {
    const policies = stack
      .names("kubernetes_network_policy_v1")
      .map((name) => stack.resource("kubernetes_network_policy_v1", name) as unknown as Policy);
    const labels = stack.names("kubernetes_namespace_v1").map((name) => {
      const { metadata } = stack.resource("kubernetes_namespace_v1", name) as {
        metadata: { name: string; labels: Labels };
      };
      return [metadata.name, metadata.labels] as const;
    });
    return new Reachability(policies, Object.fromEntries(labels));
  }

  allows(from: Endpoint, to: Endpoint, port: number, protocol = "TCP"): boolean {
    return this.permits("egress", from, to, port, protocol) && this.permits("ingress", to, from, port, protocol);
  }

  private permits(direction: Direction, pod: Endpoint, other: Endpoint, port: number, protocol: string): boolean {
    if ("address" in pod) return true;
    const type = direction === "ingress" ? "Ingress" : "Egress";
    const selecting = this.policies.filter(
      ({ metadata, spec }) =>
        metadata.namespace === pod.namespace &&
        spec.policy_types.includes(type) &&
        matches(spec.pod_selector, pod.labels ?? {}),
    );
    if (selecting.length === 0) return true;
    return selecting.some(({ metadata, spec }) =>
      (spec[direction] ?? []).some((rule) => {
        const peers = direction === "ingress" ? rule.from : rule.to;
        const portAllowed = rule.ports?.some((allowed) => coversPort(allowed, port, protocol)) ?? true;
        return portAllowed && (peers?.some((peer) => this.covers(peer, metadata.namespace, other)) ?? true);
      }),
    );
  }

  private covers(peer: Peer, policyNamespace: string, endpoint: Endpoint): boolean {
    if ("address" in endpoint) return peer.ip_block !== undefined && inRange(peer.ip_block, endpoint.address);
    if (peer.ip_block) return false;
    const { namespace, labels = {} } = endpoint;
    const namespaceMatches = peer.namespace_selector
      ? matches(peer.namespace_selector, this.labelsOf(namespace))
      : namespace === policyNamespace;
    return namespaceMatches && (peer.pod_selector === undefined || matches(peer.pod_selector, labels));
  }

  private labelsOf(namespace: string): Labels {
    return { ...this.namespaceLabels[namespace], "kubernetes.io/metadata.name": namespace };
  }
}

function matches({ match_labels = {}, match_expressions }: Selector, labels: Labels): boolean {
  if (match_expressions !== undefined) throw new Error("this evaluator knows selectors by match_labels only");
  return Object.entries(match_labels).every(([key, value]) => labels[key] === value);
}

function coversPort({ port, protocol = "TCP" }: Port, wanted: number, wantedProtocol: string): boolean {
  return protocol === wantedProtocol && (port === undefined || port === String(wanted));
}

function inRange({ cidr, except = [] }: NonNullable<Peer["ip_block"]>, address: string): boolean {
  const { first } = parseCidr(`${address}/32`);
  const inside = (text: string) => {
    const network = parseCidr(text);
    return network.first <= first && first <= network.last;
  };
  return inside(cidr) && !except.some(inside);
}
