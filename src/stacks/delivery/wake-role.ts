import type { Construct } from "constructs";
import { snakeCase } from "../../../modules/addresses/identifiers";
import { wakePermissions } from "../../../modules/delivery/wake-permissions";
import { GithubRole } from "../../../modules/identity/github-role";
import type { AccountMember } from "./terraform-roles";

export interface WakeAccess {
  readonly accountId: string;
  /** ARN of the account's identity provider for GitHub. */
  readonly providerArn: string;
  /** ARN of the policy that bounds the roles of the environment. */
  readonly permissionsBoundary: string | undefined;
}

/**
 * The role by which workflows wake an environment that sleeps at night; its ARN. With state in S3, the role that applies
 * does that, and there is none of this kind.
 */
export function addWakeRole(
  scope: Construct,
  { name, namePrefix, repository, state, sleeps }: AccountMember,
  { accountId, providerArn, permissionsBoundary }: WakeAccess,
): string | undefined {
  if (state.backend !== "cloud" || repository === undefined || !sleeps) return undefined;
  return new GithubRole(scope, `${snakeCase(name)}_github_wake`, {
    name: `${namePrefix}-github-wake`,
    description: `Lets workflows of ${repository} wake ${name} and put it back to sleep`,
    providerArn,
    runs: { repository, environments: [name] },
    statements: wakePermissions(accountId, sleeps),
    permissionsBoundary,
  }).arn;
}
