import type { Environment } from "../environment";
import { formatPath, type Problem } from "../problem";

/**
 * What exists once in an AWS account is created by one environment. Environments that do not say which account they
 * are for may be deployed to the same one.
 */
export function checkAccountOwners(environments: readonly Partial<Environment>[], names: readonly string[]): Problem[] {
  return environments.flatMap((environment, index) => {
    if (!environment.ownsAccount) return [];
    const rival = environments
      .slice(0, index)
      .findIndex((other) => other.ownsAccount && mayShareAccount(other, environment));
    if (rival < 0) return [];
    const allowed = `false, since ${names[rival]} owns the account`;
    const fix = "remove it; or give each of the two environments the accountId of an account of its own";
    return [{ path: formatPath([names[index] ?? index, "ownsAccount"]), value: true, allowed, fix }];
  });
}

function mayShareAccount(a: Partial<Environment>, b: Partial<Environment>): boolean {
  return a.accountId === undefined || b.accountId === undefined || a.accountId === b.accountId;
}
