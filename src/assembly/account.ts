import type { AccountScope } from "../../modules/delivery/account-scope";
import type { Environment } from "../config";
import { boundaryName, bucketNames, standbyName, type TerraformRoles, terraformRoles } from "../config/names";
import { mayShareAccount } from "../config/rules/common/accounts";
import type { StateBackend } from "../config/sections/state";
import { globalRegion } from "../contracts";

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

/**
 * An environment as IAM can tell it from the others of its account.
 *
 * @param environments - all of the app's
 * @param accountId - of the environment's account, which Terraform may learn when it plans
 */
export function accountScopeOf(
  environment: Environment,
  environments: readonly Environment[],
  accountId: string,
): AccountScope {
  const { name, prefix, cluster, dns, network, disasterRecovery, state } = environment;
  const regional = (first: string) => (disasterRecovery ? [first, standbyName(first)] : [first]);
  const regions = [network.region, ...(disasterRecovery ? [disasterRecovery.network.region] : []), globalRegion];
  const others = environments.filter((other) => other !== environment && mayShareAccount(other, environment));
  const namePrefixes = `${cluster.name}-`.startsWith(`${prefix}-`) ? [prefix] : [prefix, cluster.name];
  return {
    accountId,
    environment: name,
    regions: [...new Set(regions)],
    namePrefixes,
    secretPrefixes: regional(prefix),
    clusters: regional(cluster.name),
    buckets: bucketNames(environment),
    domain: dns.domain,
    boundary: boundaryName(prefix),
    otherRoles: peoplesRoles([environment, ...others]).filter((role) =>
      namePrefixes.some((first) => role.startsWith(`${first}-`)),
    ),
    otherBuckets: [...others.flatMap((other) => bucketsBeside(prefix, other)), ...(state.s3 ? [state.s3.bucket] : [])],
  };
}

/** The roles that clusters of the account let people in by, with their paths; those of other accounts are no matter. */
function peoplesRoles(environments: readonly Environment[]): string[] {
  const named = environments.flatMap(({ accountId, cluster }) =>
    Object.keys(cluster.access).flatMap((role) => {
      const [, account, name] = /^arn:aws:iam::(\d+):role\/(.+)$/.exec(role) ?? [];
      if (name === undefined) return [role];
      return accountId === undefined || account === accountId ? [name] : [];
    }),
  );
  return [...new Set(named)].sort();
}

/** Another environment's buckets: by the beginning of their names, unless this one's begin alike. */
function bucketsBeside(prefix: string, other: Environment): string[] {
  return prefix.startsWith(`${other.prefix}-`) ? bucketNames(other) : [`${other.prefix}-*`];
}
