/**
 * Seed of generated values. It is fixed, so that a run fails for what was changed and not by chance; TECHALLY_SEED tries
 * others.
 */
export const seed = Number(process.env.TECHALLY_SEED ?? 2026);

/** How many generated values a property is tried with: what fits into a quick run, and with TECHALLY_RUNS times as many. */
export function runs(quick: number): number {
  return quick * Number(process.env.TECHALLY_RUNS ?? 1);
}
