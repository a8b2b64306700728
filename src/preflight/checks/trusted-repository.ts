import type { Check } from "./check";

/**
 * Says which GitHub repositories get roles of the account. Nobody can tell whether they are the right ones but whoever reads
 * it: another repository than one's own would be let in.
 */
export const checkTrustedRepository: Check = {
  title: "GitHub repositories that are let in",
  run: async ({ plan }) =>
    [...plan.trustedRuns].map(([repository, runs]) => ({
      level: "ok",
      what: `GitHub repository ${repository}`,
      detail: `delivery.repository lets its workflows into the account, from ${runs.join(", ")}: it has to be yours`,
    })),
};
