import { type App, TerraformStack } from "cdktf";
import type { Environment } from "../config";
import { mayShareAccount } from "../config/rules/common/accounts";
import { terraformCloudStack } from "../contracts";
import { TerraformCloudStack } from "../stacks/terraform-cloud/terraform-cloud-stack";

/** The stack that sets up Terraform Cloud, where an environment keeps its state there. It comes after all others. */
export function addTerraformCloud(app: App, environments: readonly Environment[]): void {
  const users = environments.filter(({ state }) => state.backend === "cloud");
  const cloud = users.find(({ state }) => state.cloud)?.state.cloud;
  if (!cloud) return;
  const roleSources = users.flatMap((user) => roleSourceOf(app, user, environments));
  new TerraformCloudStack(app, terraformCloudStack, { cloud, roleSources: new Map(roleSources) });
}

/** The roles of all environments of an account are in the delivery stack of its owner. */
function roleSourceOf(app: App, environment: Environment, environments: readonly Environment[]) {
  const owner = environment.ownsAccount
    ? environment
    : environments.find((other) => other.ownsAccount && mayShareAccount(other, environment));
  const source = owner && app.node.tryFindChild(`${owner.name}-delivery`);
  return TerraformStack.isStack(source) ? [[environment.name, source] as const] : [];
}
