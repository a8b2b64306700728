import { type App, TerraformDataSource, TerraformResource, TerraformStack } from "cdktf";
import { primaryIdentifierOf } from "../../modules/database/postgres";
import { applyPermissions } from "../../modules/delivery/apply-permissions";
import { type Environment, resolveState } from "../config";
import { standbyName } from "../config/names";
import { membersOf } from "../config/rules/common/accounts";
import { imageRepositories } from "../config/rules/common/image-repositories";
import { BaseStack } from "../stacks/base-stack";
import { DeliveryStack } from "../stacks/delivery/delivery-stack";
import { plannedSecrets } from "../stacks/delivery/planned-secrets";
import type { AccountMember } from "../stacks/delivery/terraform-roles";
import { accountScopeOf, foundationOf } from "./account";
import { primaryOf } from "./region-settings";
import { standbyOf } from "./standby";

/**
 * The stack that an account's environments are delivered with. It comes after theirs: what may be applied follows from
 * what they hold.
 *
 * @param owner - the environment that owns the account
 * @param environments - every environment
 */
export function addDelivery(app: App, owner: Environment, environments: readonly Environment[]): DeliveryStack {
  const { name, tags, accountId, prefix, network, delivery, safeguards, disasterRecovery } = owner;
  const members = membersOf(owner, environments);
  const repositories = members.flatMap((member) => imageRepositories(member).map(({ repository }) => repository));
  const stack = new DeliveryStack(app, `${name}-delivery`, {
    environment: name,
    region: network.region,
    tags,
    state: resolveState(owner.state),
    accountId,
    namePrefix: prefix,
    delivery,
    repositories: [...new Set(repositories)],
    preventDestroy: safeguards === "strict",
    standbyRegion: disasterRecovery?.network.region,
    members: members.map((member) => memberOf(app, member, owner, environments)),
  });
  // Every role of the environment has a boundary that is made here, and every stack comes after a network.
  for (const network of [`${name}-network`, `${standbyName(name)}-network`].map((id) => app.node.tryFindChild(id))) {
    if (TerraformStack.isStack(network)) network.addDependency(stack);
  }
  return stack;
}

function memberOf(
  app: App,
  environment: Environment,
  owner: Environment,
  environments: readonly Environment[],
): AccountMember {
  const { name, prefix, state, delivery, autoShutdown, network, cluster } = environment;
  const settings = resolveState(state);
  const { permissionsBoundary } = foundationOf(environment, environments, settings.backend);
  const scopeIn = (accountId: string) => accountScopeOf(environment, environments, accountId);
  return {
    name,
    namePrefix: prefix,
    state: settings,
    repository: delivery.repository ?? owner.delivery.repository,
    namesakes: environments.map((other) => other.name).filter((other) => other.startsWith(`${name}-`)),
    secrets: plannedSecrets(primaryOf(environment), standbyOf(environment)),
    boundaryScope: permissionsBoundary === undefined ? undefined : scopeIn,
    sleeps: autoShutdown && {
      region: network.region,
      clusterName: cluster.name,
      databases: [primaryIdentifierOf(prefix)],
    },
    applyStatements: (accountId) => applyPermissions(resourceTypesOf(app, name), scopeIn(accountId)),
  };
}

/** The types of the resources and data sources of an environment's stacks, sorted: `aws_vpc`, `helm_release`. */
export function resourceTypesOf(app: App, environment: string): string[] {
  const stacks = app.node
    .findAll()
    .filter((node): node is BaseStack => node instanceof BaseStack && node.environment === environment);
  const constructs = stacks.flatMap((stack) => stack.node.findAll());
  const types = [
    ...constructs.filter(TerraformResource.isTerraformResource),
    ...constructs.filter(TerraformDataSource.isTerraformDataSource),
  ].map(({ terraformResourceType }) => terraformResourceType);
  return [...new Set(types)].sort();
}
