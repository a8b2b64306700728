/** All pods of a namespace, by the label that Kubernetes itself gives every namespace. */
export function inNamespace(name: string) {
  return { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } };
}

/** The pods of a namespace that have all of the labels. */
export interface Pods {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The peer of a network policy that these pods are. */
export function toPeer({ namespace, labels }: Pods) {
  return { ...inNamespace(namespace), podSelector: { matchLabels: { ...labels } } };
}

export function tcp(port: number) {
  return { protocol: "TCP", port: String(port) };
}

export function udp(port: number) {
  return { protocol: "UDP", port: String(port) };
}
