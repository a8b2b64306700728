import type { Environment } from "../environment";
import { terraformRoles } from "../names";
import type { LocalProblem, PathPart } from "../problem";
import { administratorPolicy, type ClusterAccess } from "../sections/cluster-access";

/** Somebody may administer the cluster, every role is let in once, and no grant says what EKS would not do. */
export function checkClusterAccess(environment: Partial<Environment>): LocalProblem[] {
  const { cluster } = environment;
  if (!cluster) return [];
  const path = ["cluster", "access"];
  return [
    ...checkAdministrators(environment, cluster.access, path),
    ...checkScopes(cluster.access, path),
    ...checkTerraformRoles(environment, cluster.access, path),
    ...checkSameRoles(environment, cluster.access, path),
  ];
}

/** With strict safeguards, people get in when Terraform does not. */
function checkAdministrators(
  { safeguards }: Partial<Environment>,
  access: ClusterAccess,
  path: readonly PathPart[],
): LocalProblem[] {
  if (safeguards !== "strict") return [];
  if (Object.values(access).some(({ policy }) => policy === administratorPolicy)) return [];
  const allowed = `at least one role with the policy ${administratorPolicy}, while safeguards are strict`;
  const fix = `add the role of those who repair the cluster, { "platform-admin": { policy: "${administratorPolicy}" } }`;
  return [{ path, value: access, allowed, fix }];
}

function checkScopes(access: ClusterAccess, path: readonly PathPart[]): LocalProblem[] {
  return Object.entries(access).flatMap(([role, { policy, namespaces }]) => {
    if (policy !== administratorPolicy || namespaces.length === 0) return [];
    const allowed = `nothing, with ${administratorPolicy}`;
    const fix = "remove it: the policy is for whole clusters; AmazonEKSAdminPolicy administers namespaces";
    return [{ path: [...path, role, "namespaces"], value: namespaces, allowed, fix }];
  });
}

/** EKS refuses a second entry for a role. */
function checkTerraformRoles(
  environment: Partial<Environment>,
  access: ClusterAccess,
  path: readonly PathPart[],
): LocalProblem[] {
  const { prefix } = environment;
  if (prefix === undefined) return [];
  const own: readonly string[] = Object.values(terraformRoles(prefix));
  return Object.keys(access).flatMap((role) => {
    if (!own.includes(nameInAccount(role, environment) ?? "")) return [];
    const allowed = `any role but ${own.join(" and ")}`;
    return [{ path: [...path, role], value: role, allowed, fix: "remove it: Terraform's own roles are let in anyway" }];
  });
}

function checkSameRoles(
  environment: Partial<Environment>,
  access: ClusterAccess,
  path: readonly PathPart[],
): LocalProblem[] {
  const roles = Object.keys(access);
  return roles.flatMap((role, index) => {
    const name = nameInAccount(role, environment);
    const first = roles
      .slice(0, index)
      .find((other) => name !== undefined && nameInAccount(other, environment) === name);
    if (first === undefined) return [];
    const fix = `remove one of the two: ${first} is the same role, whose name is unique in its account`;
    return [{ path: [...path, role], value: role, allowed: "each role once", fix }];
  });
}

/** A role's name without its path; `undefined` for one that is not known to be in the environment's account. */
function nameInAccount(role: string, { accountId }: Partial<Environment>): string | undefined {
  if (role.startsWith("arn:") && role.split(":")[4] !== accountId) return undefined;
  return role.split("/").at(-1);
}
