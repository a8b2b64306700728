import type { PlannedResource } from "../../pipeline/planned-resources";
import type { AwsCli } from "../aws-cli";
import type { Plan } from "../plan";

/** How much of something the plan takes in one place. */
export interface Demand {
  /** The zone, where a quota counts in each zone by itself. */
  readonly zone?: string;
  /** When everything has been deployed. */
  readonly now: number;
  /** When every node group has as many nodes as it may. Default: as much as now. */
  readonly most?: number;
}

/** How much of something an account has. */
export interface Usage {
  readonly zone?: string;
  readonly used: number;
  /** Of it, what the environments of the plan have deployed before. */
  readonly own: number;
}

/** Asks how much there is in a region. */
export interface UsageQuestion {
  readonly aws: AwsCli;
  readonly region: string;
  readonly plan: Plan;
}

/** A quota of AWS, and how to tell what is needed and what is used of it. */
export interface Quota {
  /** Service and code as Service Quotas has them. */
  readonly service: string;
  readonly code: string;
  /** What is counted, in the plural. */
  readonly name: string;
  /** What AWS gives an account that never asked for more; a new account may have less. */
  readonly byDefault: number;
  /** The page of AWS that says so. */
  readonly source: string;
  /** Where it counts. An account's quotas are asked for in us-east-1. Default: region. */
  readonly scope?: "region" | "account";
  /** What the resources of a place need of it; nothing when none does. */
  readonly needed: (resources: readonly PlannedResource[], plan: Plan) => readonly Demand[];
  readonly usage: (question: UsageQuestion) => Promise<readonly Usage[]>;
}

/** How many resources of a type there are, as a demand; none when there is none. */
export function countOf(type: string): Quota["needed"] {
  return (resources) => {
    const count = resources.filter((resource) => resource.type === type).length;
    return count === 0 ? [] : [{ now: count }];
  };
}

/** Usage of things that either belong to the plan or to others. */
export function usageOf<Item>(items: readonly Item[] | undefined, own: (item: Item) => boolean): Usage[] {
  const all = items ?? [];
  return [{ used: all.length, own: all.filter(own).length }];
}
