import type { Environment } from "../../environment";

/** Whether two environments may be deployed to one AWS account, which they may unless both say which they are for. */
export function mayShareAccount(a: Partial<Environment>, b: Partial<Environment>): boolean {
  return a.accountId === undefined || b.accountId === undefined || a.accountId === b.accountId;
}

/** The environments whose account is one that `owner` owns, the owner itself first. */
export function membersOf<Each extends Partial<Environment>>(owner: Each, environments: readonly Each[]): Each[] {
  const others = environments.filter((other) => other !== owner && !other.ownsAccount && mayShareAccount(owner, other));
  return [owner, ...others];
}
