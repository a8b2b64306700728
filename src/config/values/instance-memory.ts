import { own } from "./own";

/** GiB of memory of an instance of size `large`, by the family's letters. */
const memoryOfLarge: Readonly<Record<string, number>> = { t: 8, m: 8, r: 16, x: 32 };

/** Sizes below `large`, as a part of it; burstable families alone have them. */
const smallSizes: Readonly<Record<string, number>> = { micro: 1 / 8, small: 1 / 4, medium: 1 / 2, large: 1, xlarge: 2 };

/**
 * Memory of an RDS instance class in GiB (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html);
 * `undefined` for families that do not follow the rule of doubling.
 */
export function memoryOf(instanceClass: string): number | undefined {
  const [, family = "", size = ""] = instanceClass.split(".");
  const large = /^[tmrx]\d/.test(family) ? own(memoryOfLarge, family.charAt(0)) : undefined;
  const factor = own(smallSizes, size) ?? Number(/^(\d+)xlarge$/.exec(size)?.[1] ?? Number.NaN) * 2;
  return large === undefined || Number.isNaN(factor) ? undefined : large * factor;
}

/** RDS's own default of `max_connections`: LEAST(DBInstanceClassMemory / 9531392, 5000). */
export function defaultMaxConnections(memoryGiB: number): number {
  return Math.min(Math.floor((memoryGiB * 1024 ** 3) / 9531392), 5000);
}
