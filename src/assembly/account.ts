import type { Environment } from "../config";
import { boundaryName, type TerraformRoles, terraformRoles } from "../config/names";
import { mayShareAccount } from "../config/rules/common/accounts";
import type { StateBackend } from "../config/sections/state";

/** What the delivery stack of an account's owner makes for an environment of the account, by name. */
export interface AccountFoundation {
  /** The policy that bounds every role of the environment's stacks. */
  readonly permissionsBoundary?: string;
  /** The roles that Terraform plans and applies with. */
  readonly terraformRoles?: TerraformRoles;
}

/**
 * What an environment finds in its account. With local state there is nothing: a trial, be it in an emulator or in an
 * account of one's own, starts with any stack, and whoever runs it has whatever permissions they have.
 *
 * @param backend - where the state is; TECHALLY_STATE has been looked at
 */
export function foundationOf(
  environment: Environment,
  environments: readonly Environment[],
  backend: StateBackend,
): AccountFoundation {
  const owner = environments.find((other) => other.ownsAccount && mayShareAccount(other, environment));
  if (!owner || backend === "local") return {};
  const permissionsBoundary = boundaryName(environment.prefix);
  // With state in S3, Terraform runs in workflows: without a repository there is nobody to trust.
  const repository = environment.delivery.repository ?? owner.delivery.repository;
  if (backend === "s3" && repository === undefined) return { permissionsBoundary };
  return { permissionsBoundary, terraformRoles: terraformRoles(environment.prefix) };
}
