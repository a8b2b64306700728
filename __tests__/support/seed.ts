/**
 * Seed of generated values. It is fixed, so that a run fails for what was changed and not by chance; TECHALLY_SEED tries
 * others.
 */
export const seed = Number(process.env.TECHALLY_SEED ?? 2026);
