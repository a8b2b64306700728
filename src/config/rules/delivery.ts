import type { Environment } from "../environment";
import { formatPath, type LocalProblem, type PathPart, type Problem } from "../problem";
import { cloudHost } from "../sections/state";
import { mayShareAccount, membersOf } from "./common/accounts";

/** Somebody can bring images, and the repositories that they go to are the account owner's. */
export function checkDelivery(environment: Partial<Environment>): LocalProblem[] {
  const { delivery, ownsAccount } = environment;
  if (!delivery) return [];
  const { repository, branches, tags, environments, registryRegion } = delivery;
  const problems: LocalProblem[] = [];
  const add = (key: PathPart, value: unknown, allowed: string, fix: string) =>
    problems.push({ path: ["delivery", key], value, allowed, fix });
  if (ownsAccount && repository !== undefined && branches.length + tags.length + environments.length === 0) {
    const fix = "name a branch, a tag or an environment, or remove repository";
    add("branches", branches, "at least one branch, unless tags or environments has an entry", fix);
  }
  if (ownsAccount && registryRegion !== undefined) {
    const fix = "remove it: the environment that owns the account has the registry in its own region";
    add("registryRegion", registryRegion, "nothing, with ownsAccount", fix);
  }
  return [...problems, ...checkIdentityProviders(environment, delivery)];
}

/** Identity providers that exist are named by the account's owner, and are of that account and for that host. */
function checkIdentityProviders(
  { ownsAccount, accountId, state }: Partial<Environment>,
  delivery: Environment["delivery"],
): LocalProblem[] {
  return (["identityProviderArn", "terraformCloudProviderArn"] as const).flatMap((key) => {
    const value = delivery[key];
    if (value === undefined) return [];
    const refuse = (allowed: string, fix: string) => [{ path: ["delivery", key], value, allowed, fix }];
    if (!ownsAccount) return refuse("nothing, without ownsAccount", "move it to the environment that owns the account");
    if (accountId !== undefined && value.split(":")[4] !== accountId) {
      return refuse(`an identity provider of the account ${accountId}`, "correct it, or accountId");
    }
    if (key === "identityProviderArn" || !state?.cloud) return [];
    const host = cloudHost(state.cloud);
    if (value.endsWith(`/${host}`)) return [];
    return refuse(`an identity provider for ${host}, the host of state.cloud`, "correct it, or remove it");
  });
}

/** Environments that share an account pull images from where its owner has repositories. */
export function checkRegistries(environments: readonly Partial<Environment>[], names: readonly string[]): Problem[] {
  return environments.flatMap((environment, index) => {
    if (environment.ownsAccount !== false || !environment.delivery || !pullsFromAccount(environment)) return [];
    const name = String(names[index] ?? index);
    const owners = environments.filter((other) => other.ownsAccount && mayShareAccount(other, environment));
    if (owners.length === 0) return checkOwned(environment, name);
    const offered = [...new Set(owners.flatMap(regionsOf))];
    const { registryRegion } = environment.delivery;
    const wanted = registryRegion === undefined ? regionsOf(environment) : [registryRegion];
    const missing = wanted.filter((region) => !offered.includes(region));
    if (missing.length === 0 || owners.some(({ network }) => network === undefined)) return [];
    const [first = environment] = owners;
    const owner = names[environments.indexOf(first)];
    const apart =
      first.accountId === undefined && environment.accountId !== undefined
        ? `; or, if ${owner} is in another account, set ${owner}.accountId, and ${name}.ownsAccount to true`
        : "";
    return [
      {
        path: formatPath([name, "delivery", "registryRegion"]),
        value: registryRegion,
        allowed: `${offered.join(" or ")}, where ${owner}, the account's owner, keeps images`,
        fix: `set it to one of them: the account's registry in ${missing.join(" and ")} has no repositories${apart}`,
      },
    ];
  });
}

/** Where workflows push images to one account, they have a way into the others that pull from a registry of their own. */
export function checkPushers(environments: readonly Partial<Environment>[], names: readonly string[]): Problem[] {
  const pusher = environments.find(({ ownsAccount, delivery }) => ownsAccount && delivery?.repository !== undefined);
  const repository = pusher?.delivery?.repository;
  if (!pusher || repository === undefined) return [];
  return environments.flatMap((owner, index) => {
    if (!owner.ownsAccount || mayShareAccount(owner, pusher)) return [];
    if (!owner.delivery || owner.delivery.repository !== undefined) return [];
    if (!membersOf(owner, environments).some(pullsFromAccount)) return [];
    const name = String(names[index] ?? index);
    const other = names[environments.indexOf(pusher)];
    return [
      {
        path: formatPath([name, "delivery", "repository"]),
        value: undefined,
        allowed: `a GitHub repository: ${name} owns an account, and services pull their images from its registry`,
        fix: `name the one whose workflows push there, for instance ${repository}, which pushes for ${other}`,
      },
    ];
  });
}

function pullsFromAccount({ services }: Partial<Environment>): boolean {
  return Object.values(services ?? {}).some(({ image }) => image.registry === undefined);
}

/** Somebody creates the repositories that pods pull from; whose account is not known may have them already. */
function checkOwned({ accountId }: Partial<Environment>, name: string): Problem[] {
  if (accountId === undefined) return [];
  const allowed = `true, since no other environment owns the account ${accountId}`;
  const fix = "set it to true: nobody else creates the repositories that the services' images are pulled from";
  return [{ path: formatPath([name, "ownsAccount"]), value: false, allowed, fix }];
}

function regionsOf({ network, disasterRecovery }: Partial<Environment>): string[] {
  return [network?.region, disasterRecovery?.network.region].filter((region) => region !== undefined);
}
