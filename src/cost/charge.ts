import type { PlannedResource } from "../pipeline/planned-resources";

/** One thing that is paid for by the hour, the month or the GiB. */
export interface Charge {
  /** The row of the table it belongs to. */
  readonly group: Group;
  /** Name of its price. */
  readonly price: string;
  /** How many, or how many GiB. */
  readonly count: number;
  /** Part of the month that it exists. Default: 1. */
  readonly share?: number;
  /** Part of the price that is paid. Default: 1. */
  readonly rate?: number;
}

/** The rows of the table, in their order. */
export const groups = [
  "nodes",
  "control planes",
  "volumes",
  "databases",
  "caches",
  "NAT gateways and addresses",
  "interface endpoints",
  "load balancers and firewalls",
  "alarms and monitoring",
  "keys, secrets and zones",
] as const;

export type Group = (typeof groups)[number];

/** What a resource needs to know of its environment to be charged. */
export interface Surroundings {
  readonly resources: readonly PlannedResource[];
  /** Part of the week that a node group or database runs. */
  readonly runningShare: (target: string) => number;
}

/** What resources of one type are charged with. */
export type ChargeRule = (resource: PlannedResource, surroundings: Surroundings) => readonly Charge[];
