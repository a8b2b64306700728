import type { Placement } from "../../modules/kubernetes/placement";
import type { ChartSource } from "../../modules/platform/release";

/** Nodes that no environment has, so that a value found can only come from here. */
export const testPlacement: Placement = {
  nodeSelector: { pool: "test" },
  tolerations: [{ key: "dedicated", operator: "Equal", value: "test", effect: "NoSchedule" }],
};

/** What every chart is told: a source that no catalogue has, and the nodes of the test. */
export function chartIn(namespace: string): { readonly source: ChartSource; readonly placement: Placement } {
  const source = { chart: "chart", version: "1.0.0", repository: "https://charts.test", namespace };
  return { source, placement: testPlacement };
}
