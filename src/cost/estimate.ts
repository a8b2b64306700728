import type { PlannedResource } from "../pipeline/planned-resources";
import type { Charge, ChargeRule, Group, Surroundings } from "./charge";
import { computeCharges } from "./compute-charges";
import { runningShares } from "./office-hours";
import { otherCharges } from "./other-charges";
import { byUse, isFree } from "./other-types";
import { pricedRegions, priceOf } from "./prices";

/** Hours of a month, as AWS' calculator has them. */
export const hoursOfMonth = 730;

/** What an environment pays a month for one kind of thing. */
export interface CostLine {
  readonly group: Group;
  /** Name of the price. */
  readonly item: string;
  /** How many, or how many GiB; what is turned off at night, or bought cheaper, counts in part. */
  readonly count: number;
  readonly usd: number;
}

export interface Estimate {
  readonly environment: string;
  readonly lines: readonly CostLine[];
  readonly totalUsd: number;
  /** Regions that it pays for things in and that have no list of prices: without them, the sum says nothing. */
  readonly unpricedRegions: readonly string[];
  /** What costs something that the price table does not know, with how many of it there are. */
  readonly notPriced: readonly string[];
  /** What is paid for by use, and so not counted. */
  readonly byUse: readonly string[];
}

const rules: Readonly<Record<string, ChargeRule>> = { ...computeCharges, ...otherCharges };

/** What the resources of one environment cost a month as they stand, without what is paid for by use. */
export function estimate(environment: string, resources: readonly PlannedResource[]): Estimate {
  const surroundings = { resources, runningShare: runningShares(resources) };
  const lines = new Map<string, CostLine>();
  const notPriced = new Map<string, number>();
  const note = (item: string, count: number) => notPriced.set(item, (notPriced.get(item) ?? 0) + count);
  const used = new Set<string>();
  for (const resource of resources) {
    const { type } = resource;
    const rule = ruleOf(type);
    if (rule) {
      for (const charge of rule(resource, surroundings)) add(lines, note, resource, charge);
    } else if (Object.hasOwn(byUse, type)) {
      used.add(byUse[type] ?? type);
    } else if (!isFree(type)) {
      note(type, 1);
    }
  }
  const all = [...lines.values()];
  return {
    environment,
    lines: all,
    totalUsd: all.reduce((sum, { usd }) => sum + usd, 0),
    unpricedRegions: unpricedRegions(surroundings),
    notPriced: [...notPriced].map(([item, count]) => `${item} (${count})`).sort(),
    byUse: [...used].sort(),
  };
}

function ruleOf(type: string): ChargeRule | undefined {
  return Object.hasOwn(rules, type) ? rules[type] : undefined;
}

function unpricedRegions(surroundings: Surroundings): string[] {
  const paid = surroundings.resources.filter(
    (resource) => (ruleOf(resource.type)?.(resource, surroundings) ?? []).length > 0,
  );
  return [...new Set(paid.flatMap(elsewhere))].sort();
}

/** The region of a resource, where that has no list of prices. */
function elsewhere({ region }: PlannedResource): string[] {
  return region === "" || pricedRegions.includes(region) ? [] : [region];
}

function add(
  lines: Map<string, CostLine>,
  note: (item: string, count: number) => void,
  resource: PlannedResource,
  charge: Charge,
): void {
  const { group, price: name, count, share = 1, rate = 1 } = charge;
  const price = priceOf(name);
  const [away] = elsewhere(resource);
  if (!price || away !== undefined) {
    note(away === undefined ? name : `${name} in ${away}`, count);
    return;
  }
  const hours = price.per === "hour" ? hoursOfMonth : 1;
  const before = lines.get(`${group}/${name}`);
  lines.set(`${group}/${name}`, {
    group,
    item: name,
    count: (before?.count ?? 0) + count * share * rate,
    usd: (before?.usd ?? 0) + count * share * rate * price.usd * hours,
  });
}
