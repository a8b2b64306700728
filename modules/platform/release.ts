import type { Placement } from "../kubernetes/placement";

/** A pinned chart and where its release goes. */
export interface ChartSource {
  readonly chart: string;
  /** Exact version of the chart. */
  readonly version: string;
  /** URL of the Helm repository. */
  readonly repository: string;
  /** Namespace of the release; it must exist. */
  readonly namespace: string;
}

/** Values of a release (https://helm.sh/docs/chart_template_guide/values_files/). */
export type HelmValues = Readonly<Record<string, unknown>>;

/** A Helm release before it has its place among the others. */
export interface PlannedRelease {
  /** Name of the release. */
  readonly name: string;
  readonly source: ChartSource;
  readonly values: HelmValues;
  /**
   * Capabilities that others may require once it is installed: custom resources, webhooks.
   * @default - none
   */
  readonly provides?: readonly string[];
  /**
   * Capabilities that must be there before it is installed.
   * @default - none
   */
  readonly requires?: readonly string[];
}

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
