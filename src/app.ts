import { App } from "cdktf";
import { addStacks } from "./assembly/stacks";
import { addTerraformCloud } from "./assembly/terraform-cloud";
import type { Environment } from "./config";
import { bootstrapStack } from "./contracts";
import { enforceGuardrails } from "./policy/guardrails";
import { enforceUniqueNames } from "./policy/unique-names";
import { BootstrapStack } from "./stacks/bootstrap-stack";

/** Assembles the stacks of every environment, producers before consumers, under the guardrails of `src/policy`. */
export function createApp(environments: readonly Environment[], outdir: string): App {
  const app = new App({ outdir });
  addBootstrap(app, environments);
  addStacks(app, environments);
  addTerraformCloud(app, environments);
  enforceGuardrails(app);
  enforceUniqueNames(app);
  return app;
}

function addBootstrap(app: App, environments: readonly Environment[]): void {
  // The bucket is in the account of those that keep their state there.
  const keepers = environments.filter(({ state }) => state.backend === "s3");
  const owner = [...keepers, ...environments].find(({ state }) => state.s3 !== undefined);
  if (!owner?.state.s3) return;
  const { bucket, region } = owner.state.s3;
  new BootstrapStack(app, bootstrapStack, { bucketName: bucket, region, tags: owner.tags, accountId: owner.accountId });
}
