import fs from "node:fs";
import path from "node:path";
import type { Toolchain } from "./toolchain";
import type { Blocks } from "./workspace";

/**
 * Lets commands that run `terraform init` themselves use the AWS provider that the set-up found, wherever it came from.
 *
 * @param folder - where Terraform's settings are written
 * @returns the environment variable that names them
 */
export function offlineProvider(folder: string, { providers }: Toolchain): NodeJS.ProcessEnv {
  const settings = path.join(folder, "terraform.tfrc");
  const mirror = `filesystem_mirror { path = ${JSON.stringify(providers.aws?.pluginDir)} }`;
  fs.writeFileSync(settings, `provider_installation {\n  ${mirror}\n}\n`);
  return { TF_CLI_CONFIG_FILE: settings };
}

/** Writes an override file beside a stack: the version of that provider, and what the run needs changed. */
export function overrideStack(stackFolder: string, { providers }: Toolchain, resource: Blocks = {}): void {
  fs.mkdirSync(stackFolder, { recursive: true });
  const required = { aws: { source: "hashicorp/aws", version: providers.aws?.constraint } };
  const content = {
    terraform: { required_providers: required },
    ...(Object.keys(resource).length > 0 && { resource }),
  };
  fs.writeFileSync(path.join(stackFolder, "engine_override.tf.json"), JSON.stringify(content));
}
