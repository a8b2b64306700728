import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { type ProviderName, type Toolchain, terraformEnvironment } from "./toolchain";

type Json = Record<string, unknown>;
export type Blocks = Record<string, Record<string, Json>>;

/** A synthesized stack as Terraform reads it. */
export interface TerraformJson {
  readonly terraform: { readonly required_providers: Record<string, Json> };
  readonly provider: Record<string, Json[]>;
  readonly resource?: Blocks;
  readonly data?: Blocks;
}

const stackFile = "cdk.tf.json";

/** A synthesized stack, with what stands in for providers that are not here. */
export function readStack({ providers }: Toolchain, stackFolder: string): TerraformJson {
  const text = fs.readFileSync(path.join(stackFolder, stackFile), "utf8");
  return providers.random ? JSON.parse(text) : withoutRandomProvider(text);
}

/** A copy of a synthesized stack, with what this machine cannot do overridden beside it. The stack itself is not touched. */
export class Workspace {
  readonly folder: string;
  readonly config: TerraformJson;

  /** @param stackFolder - where the stack was synthesized */
  constructor(
    private readonly toolchain: Toolchain,
    stackFolder: string,
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-engine-")),
  ) {
    this.folder = folder;
    fs.cpSync(stackFolder, folder, { recursive: true });
    this.config = readStack(toolchain, folder);
    fs.writeFileSync(path.join(folder, stackFile), JSON.stringify(this.config));
  }

  get providerNames(): ProviderName[] {
    return Object.keys(this.config.terraform.required_providers) as ProviderName[];
  }

  /** Providers of the stack that are not available here. */
  get missingProviders(): ProviderName[] {
    return this.providerNames.filter((name) => !this.toolchain.providers[name]);
  }

  /**
   * Writes the override file: versions of the providers at hand, and the resource arguments that the run needs changed
   * (https://developer.hashicorp.com/terraform/language/files/override).
   */
  override(resource: Blocks = {}, provider: Record<string, Json[]> = {}): void {
    const required = Object.fromEntries(
      this.providerNames.map((name) => [
        name,
        { ...this.config.terraform.required_providers[name], version: this.toolchain.providers[name]?.constraint },
      ]),
    );
    const present = Object.entries({ resource, provider }).filter(([, blocks]) => Object.keys(blocks).length > 0);
    this.write("engine_override.tf.json", {
      terraform: { required_providers: required },
      ...Object.fromEntries(present),
    });
  }

  write(name: string, content: unknown): void {
    fs.writeFileSync(path.join(this.folder, name), JSON.stringify(content));
  }

  async init(args: readonly string[] = ["-backend=false"], environment: NodeJS.ProcessEnv = {}): Promise<void> {
    const plugins = this.providerNames.map((name) => `-plugin-dir=${this.toolchain.providers[name]?.pluginDir}`);
    const { code, output } = await this.tryRun(environment, "init", "-no-color", ...args, ...plugins);
    if (code !== 0) throw new Error(`terraform init exited with ${code}:\n${output}`);
  }

  /** Runs Terraform in the workspace and returns what it printed. @throws Error with its whole output when it fails. */
  async run(...args: readonly string[]): Promise<string> {
    const { code, output } = await this.tryRun({}, ...args);
    if (code !== 0) throw new Error(`terraform ${args.join(" ")} exited with ${code}:\n${output}`);
    return output;
  }

  async tryRun(environment: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<{ code: number; output: string }> {
    const options = {
      cwd: this.folder,
      env: { ...terraformEnvironment(), ...environment },
      maxBuffer: 256 * 1024 * 1024,
    };
    try {
      const { stdout } = await promisify(execFile)(this.toolchain.terraform ?? "terraform", [...args], options);
      return { code: 0, output: stdout };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number | string; stdout?: string; stderr?: string };
      if (typeof code !== "number") throw error;
      return { code, output: `${stdout}${stderr}` };
    }
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Lets the built-in `terraform_data` stand in for passwords and suffixes, whose provider is not available. */
function withoutRandomProvider(text: string): TerraformJson {
  const config = JSON.parse(
    text.replaceAll(/random_(?:password|id)\.(\w+)\.(?:result|hex)/g, "terraform_data.$1.output"),
  );
  delete config.terraform.required_providers.random;
  delete config.provider?.random;
  const inputs = { random_password: "Stand1nForARand0mPassw0rd0f32Ch", random_id: "0a1b2c3d" };
  for (const [type, input] of Object.entries(inputs)) {
    const named: Blocks[string] = config.resource?.[type] ?? {};
    delete config.resource?.[type];
    for (const name of Object.keys(named)) {
      config.resource.terraform_data = { ...config.resource.terraform_data, [name]: { input } };
    }
  }
  return config;
}
