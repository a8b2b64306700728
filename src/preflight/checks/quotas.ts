import { globalRegion } from "../../contracts";
import type { AwsCli } from "../aws-cli";
import { AwsFailure } from "../aws-failure";
import type { Finding } from "../finding";
import { type Plan, regionsOf } from "../plan";
import { quotas } from "../quotas";
import type { Demand, Quota, Usage } from "../quotas/quota";
import { type Check, type Questions, unchecked } from "./check";

/** Service quotas hold what the stacks need and do not have yet. */
export const checkQuotas: Check = {
  title: "service quotas",
  run: async (questions) => {
    const findings = demandsOf(questions.plan).map((demand) => checkDemand(questions, demand));
    return (await Promise.all(findings)).flat();
  },
};

/** A quota in one place, and what the plan needs of it there. */
export interface QuotaDemand {
  readonly quota: Quota;
  readonly region: string;
  readonly demands: readonly Demand[];
}

/** Everything that a plan needs of any quota. */
export function demandsOf(plan: Plan): QuotaDemand[] {
  const inRegions = quotas.filter(({ scope }) => scope !== "account");
  const regional = regionsOf(plan).flatMap((region) => {
    const resources = plan.resources.filter((resource) => resource.region === region);
    return inRegions.map((quota) => ({ quota, region, demands: quota.needed(resources, plan) }));
  });
  const account = quotas
    .filter(({ scope }) => scope === "account")
    .map((quota) => ({ quota, region: globalRegion, demands: quota.needed(plan.resources, plan) }));
  return [...regional, ...account].filter(({ demands }) => demands.length > 0);
}

async function checkDemand({ aws, plan }: Questions, { quota, region, demands }: QuotaDemand): Promise<Finding[]> {
  const place = quota.scope === "account" ? "the account" : region;
  try {
    const [limit, usages] = await Promise.all([limitOf(aws, quota, region), quota.usage({ aws, region, plan })]);
    return demands.map((demand) => {
      const usage = usages.find(({ zone }) => zone === demand.zone) ?? { used: 0, own: 0 };
      return judge({ quota, region, place: demand.zone ?? place, limit, usage }, demand);
    });
  } catch (fault) {
    const [first] = demands;
    const now = demands.reduce((most, demand) => Math.max(most, demand.now), first?.now ?? 0);
    return [unchecked(`${quota.name} in ${place}`, fault, `${now} needed, AWS' default is ${quota.byDefault}; `)];
  }
}

/** What the account may have: its own value, or else AWS' default. */
async function limitOf(aws: AwsCli, { service, code }: Quota, region: string): Promise<number> {
  const named = ["--service-code", service, "--quota-code", code];
  type Answer = { readonly Quota: { readonly Value: number } };
  try {
    return (await aws.ask<Answer>(["service-quotas", "get-service-quota", ...named], region)).Quota.Value;
  } catch (fault) {
    if (!(fault instanceof AwsFailure) || fault.code !== "NoSuchResourceException") throw fault;
    return (await aws.ask<Answer>(["service-quotas", "get-aws-default-service-quota", ...named], region)).Quota.Value;
  }
}

interface Standing {
  readonly quota: Quota;
  readonly region: string;
  readonly place: string;
  readonly limit: number;
  readonly usage: Usage;
}

function judge({ quota, region, place, limit, usage }: Standing, { now, most = now }: Demand): Finding {
  const what = `${quota.name} in ${place}`;
  const free = limit - usage.used;
  const [missing, missingAtMost] = [now, most].map((count) => Math.max(0, count - usage.own)) as [number, number];
  const atMost = most > now ? ` (up to ${most} as node groups grow)` : "";
  const here = usage.own > 0 ? `, of which ${Math.min(usage.own, most)} are here already` : "";
  const detail = `${now} needed${atMost}${here}; ${usage.used} of ${limit} in use`;
  if (missingAtMost <= free) return { level: "ok", what, detail };
  return {
    level: missing <= free ? "warning" : "blocks",
    what,
    detail,
    fix:
      `aws service-quotas request-service-quota-increase --region ${region} --service-code ${quota.service} ` +
      `--quota-code ${quota.code} --desired-value ${Math.ceil(usage.used + missingAtMost)}`,
  };
}
