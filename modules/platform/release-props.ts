import type { Placement } from "../kubernetes/placement";
import type { ChartSource } from "./chart-release";

/** What every product needs to know. */
export interface ReleaseProps {
  readonly source: ChartSource;
  /** Nodes that the product's pods run on. */
  readonly placement: Placement;
}

/** A disruption budget that lets one pod go at a time; with a single replica it would only block node upgrades. */
export function budget(replicas: number): { readonly enabled: boolean; readonly minAvailable: number } {
  return { enabled: replicas > 1, minAvailable: Math.max(replicas - 1, 1) };
}
