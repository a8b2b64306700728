import type { Environment } from "../../environment";

/** Whether two environments may be deployed to one AWS account, which they may unless both say which they are for. */
export function mayShareAccount(a: Partial<Environment>, b: Partial<Environment>): boolean {
  return a.accountId === undefined || b.accountId === undefined || a.accountId === b.accountId;
}
