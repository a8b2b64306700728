import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { providers } from "../../../src/versions";
import { projectRoot } from "../output-folder";

export type ProviderName = keyof typeof providers;

/** A Terraform provider that `terraform init` could get here. */
export interface InstalledProvider {
  /** Folder to hand to `terraform init -plugin-dir`. */
  readonly pluginDir: string;
  readonly version: string;
  /** The version constraint that it satisfies: the project's own, or a wider one where only an older is at hand. */
  readonly constraint: string;
}

/** What this machine has of what the engine tests can use. */
export interface Toolchain {
  readonly terraform?: string;
  readonly providers: { readonly [name in ProviderName]?: InstalledProvider };
  /** Command of the AWS emulator. */
  readonly emulator?: string;
  /** Path of the AWS CLI, which the runbooks' commands need, together with jq. */
  readonly aws?: string;
  /** Command that tests Prometheus' rules. */
  readonly promtool?: string;
}

const cache = path.join(projectRoot, "node_modules", ".cache", "engine");

/**
 * Constraints tried in turn. The older AWS provider knows every argument that the stacks use; it stands in where the
 * registry cannot be reached and a local mirror holds no newer one.
 */
const constraints: Record<ProviderName, readonly string[]> = {
  aws: [providers.aws.version, ">= 5.100.0"],
  kubernetes: [providers.kubernetes.version],
  helm: [providers.helm.version],
  random: [providers.random.version],
  tfe: [providers.tfe.version],
};

/** Finds out by trying, since a provider may come from the registry, a mirror or a plugin folder. */
export function findToolchain(): Toolchain {
  const terraform = findTerraform();
  const found: { [name in ProviderName]?: InstalledProvider } = {};
  if (terraform) {
    for (const name of Object.keys(constraints) as ProviderName[]) {
      const provider = findProvider(terraform, name);
      if (provider) found[name] = provider;
    }
  }
  return { terraform, providers: found, emulator: findEmulator(), aws: findAwsCli(), promtool: findPromtool() };
}

/** One line for everything that is not here, with the way to get it. */
export function describeGaps({ terraform, providers: found, emulator, aws, promtool }: Toolchain): string[] {
  const gaps: string[] = [];
  if (!emulator) gaps.push("moto_server not found: nothing is applied to an AWS emulator; pip install 'moto[server]'");
  if (!aws)
    gaps.push("aws CLI or jq not found: the runbooks' commands are not run; pip install awscli, and install jq");
  if (!promtool) gaps.push("promtool not found: alerts are not tried on series; install Debian's package prometheus");
  if (!terraform) {
    gaps.push(
      "Terraform not found: init, validate, plan and apply are skipped; https://developer.hashicorp.com/terraform/install",
    );
    return gaps;
  }
  if (!found.aws)
    gaps.push("AWS provider not available: every stack is skipped; let terraform init reach a registry or mirror");
  if (found.aws && found.aws.constraint !== providers.aws.version) {
    gaps.push(`AWS provider ${found.aws.version} stands in for ${providers.aws.version}`);
  }
  if (!found.random) gaps.push("random provider not available: terraform_data stands in for random values");
  if (!found.tfe) gaps.push("tfe provider not available: the stack terraform-cloud is not validated");
  const inCluster = (["kubernetes", "helm"] as const).filter((name) => !found[name]);
  if (inCluster.length > 0) {
    gaps.push(`${inCluster.join(" and ")} provider not available: the platform and workloads stacks are not validated`);
  }
  return gaps;
}

export function terraformEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", TF_INPUT: "0" };
}

function findTerraform(): string | undefined {
  const binary = process.env.TERRAFORM_BINARY_NAME ?? "terraform";
  return spawnSync(binary, ["version"], { env: terraformEnvironment() }).status === 0 ? binary : undefined;
}

function findEmulator(): string | undefined {
  return spawnSync("moto_server", ["--help"]).status === 0 ? "moto_server" : undefined;
}

function findPromtool(): string | undefined {
  return spawnSync("promtool", ["--version"]).status === 0 ? "promtool" : undefined;
}

function findAwsCli(): string | undefined {
  const path = spawnSync("sh", ["-c", "command -v jq > /dev/null && command -v aws"], {
    encoding: "utf8",
  }).stdout.trim();
  return path !== "" && spawnSync(path, ["--version"]).status === 0 ? path : undefined;
}

function findProvider(terraform: string, name: ProviderName): InstalledProvider | undefined {
  for (const [index, constraint] of constraints[name].entries()) {
    const folder = path.join(cache, `${name}-${index}`);
    fs.mkdirSync(folder, { recursive: true });
    const required = { [name]: { source: providers[name].source, version: constraint } };
    fs.writeFileSync(
      path.join(folder, "main.tf.json"),
      JSON.stringify({ terraform: { required_providers: required } }),
    );
    const options = { cwd: folder, env: terraformEnvironment(), encoding: "utf8" } as const;
    if (spawnSync(terraform, ["init", "-backend=false", "-no-color"], options).status !== 0) continue;
    const { stdout } = spawnSync(terraform, ["version", "-json"], options);
    const selections = Object.values(JSON.parse(stdout).provider_selections as Record<string, string>);
    const pluginDir = path.join(folder, ".terraform", "providers");
    return { pluginDir, version: String(selections[0]), constraint };
  }
  return undefined;
}
