import type { Environment } from "../../environment";

/** Environments that do not say which account they are for may be deployed to the same one. */
export function mayShareAccount(a: Partial<Environment>, b: Partial<Environment>): boolean {
  return a.accountId === undefined || b.accountId === undefined || a.accountId === b.accountId;
}
