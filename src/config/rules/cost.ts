import type { Environment } from "../environment";
import type { LocalProblem } from "../problem";

/** Account-wide settings are the owner's, and reservations are on sale. */
export function checkCost({ cost, ownsAccount }: Partial<Environment>): LocalProblem[] {
  if (!cost) return [];
  return [...(ownsAccount ? [] : checkUnowned(cost)), ...checkReservation(cost)];
}

/** What exists once in an account is set by its owner alone. */
function checkUnowned({ allocationTags, serviceMonitorArn }: Environment["cost"]): LocalProblem[] {
  const problems: LocalProblem[] = [];
  const fix = "move it to the environment that owns the account";
  if (allocationTags.length > 0) {
    const allowed = "no entry, without ownsAccount";
    problems.push({ path: ["cost", "allocationTags"], value: allocationTags, allowed, fix });
  }
  if (serviceMonitorArn !== undefined) {
    const allowed = "nothing, without ownsAccount";
    problems.push({ path: ["cost", "serviceMonitorArn"], value: serviceMonitorArn, allowed, fix });
  }
  return problems;
}

function checkReservation({ reservedCapacity }: Environment["cost"]): LocalProblem[] {
  if (!reservedCapacity) return [];
  const { years, payment, database, cache } = reservedCapacity;
  if (!database && !cache) {
    const fix = "set one of the two to true, or remove reservedCapacity";
    const allowed = "true, unless cache is";
    return [{ path: ["cost", "reservedCapacity", "database"], value: database, allowed, fix }];
  }
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithReservedDBInstances.html
  if (database && years === 3 && payment === "No Upfront") {
    const fix = "pay something at once, or commit to a single year";
    const allowed = "Partial Upfront or All Upfront, for database instances over three years";
    return [{ path: ["cost", "reservedCapacity", "payment"], value: payment, allowed, fix }];
  }
  return [];
}
