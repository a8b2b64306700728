import { App } from "cdktf";
import { addEnvironment } from "./assembly/environment";
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
  for (const environment of environments) addEnvironment(app, environment);
  addTerraformCloud(app, environments);
  enforceGuardrails(app);
  enforceUniqueNames(app);
  return app;
}

function addBootstrap(app: App, environments: readonly Environment[]): void {
  const owner = environments.find((environment) => environment.state.s3 !== undefined);
  if (!owner?.state.s3) return;
  const { bucket, region } = owner.state.s3;
  new BootstrapStack(app, bootstrapStack, { bucketName: bucket, region, tags: owner.tags, accountId: owner.accountId });
}
