/** A spread constraint as a pod spec writes it. */
export interface TopologySpread {
  readonly maxSkew: number;
  readonly topologyKey: string;
  readonly whenUnsatisfiable: "ScheduleAnyway" | "DoNotSchedule";
  readonly labelSelector: { readonly matchLabels: Readonly<Record<string, string>> };
}

/**
 * Spreads the pods with these labels over zones, then over nodes
 * (https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/). Both are wishes: a pod in the
 * wrong zone serves better than one that waits for a node.
 */
export function zoneSpread(matchLabels: Readonly<Record<string, string>>): TopologySpread[] {
  return ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels },
  }));
}
