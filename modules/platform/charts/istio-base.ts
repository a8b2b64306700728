import { capabilities } from "../capabilities";
import type { ChartSource, PlannedRelease } from "../release";

/** Istio's custom resources (https://istio.io/latest/docs/setup/install/helm/). The chart has no pods. */
export function istioBase({ source }: { readonly source: ChartSource }): PlannedRelease {
  return {
    name: "istio-base",
    source,
    values: { defaultRevision: "default" },
    provides: [capabilities.istioResources],
  };
}
