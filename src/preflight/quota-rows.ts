import type { SynthesizedStacks } from "../pipeline/synthesized-stacks";
import { demandsOf } from "./checks/quotas";
import { readPlan } from "./plan";
import { quotas } from "./quotas";
import type { Demand } from "./quotas/quota";

/** Quotas that are named beside what is needed: of the others, no environment needs this much of AWS' default. */
const worthNaming = 0.1;

/**
 * Rows of a table of what environments need of the quotas that a new account may run into: name, code and AWS' default,
 * then a cell for each environment. Where an environment has several regions or zones, the cell is about the one that
 * needs most.
 */
export function quotaRows(stacks: SynthesizedStacks, environments: readonly string[]): string[][] {
  const needed = environments.map((environment) => demandsOf(readPlan(stacks, [environment])));
  const rows = quotas.map((quota) => {
    const demands = needed.map((own) => own.filter((item) => item.quota === quota).flatMap((item) => item.demands));
    const share = Math.max(0, ...demands.flat().map(({ now, most = now }) => most)) / quota.byDefault;
    const name = `[${quota.name}](${quota.source})`;
    const cells = [name, `\`${quota.service}\` \`${quota.code}\``, String(quota.byDefault), ...demands.map(largest)];
    return { share, cells };
  });
  return rows.filter(({ share }) => share >= worthNaming).map(({ cells }) => cells);
}

function largest(demands: readonly Demand[]): string {
  const now = Math.max(0, ...demands.map((demand) => demand.now));
  const most = Math.max(0, ...demands.map((demand) => demand.most ?? demand.now));
  return most > now ? `${now}, up to ${most}` : String(now);
}
