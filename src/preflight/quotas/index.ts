import { computeQuotas } from "./compute-quotas";
import { dataQuotas } from "./data-quotas";
import { edgeQuotas } from "./edge-quotas";
import { networkQuotas } from "./network-quotas";
import type { Quota } from "./quota";

/** Every quota that a deployment may run into. */
export const quotas: readonly Quota[] = [...networkQuotas, ...computeQuotas, ...dataQuotas, ...edgeQuotas];
