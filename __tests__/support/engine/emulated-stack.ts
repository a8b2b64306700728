import fs from "node:fs";
import path from "node:path";
import type { Emulator } from "./emulator";
import { EmulatorClient } from "./emulator-client";
import { emulatorGaps } from "./emulator-gaps";
import { withoutPreventDestroy } from "./rehearsal";
import type { Toolchain } from "./toolchain";
import { type Blocks, Workspace } from "./workspace";

/** Where a stack reads another's state, and what stands there if that one was not applied. */
interface StandIn {
  readonly path?: string;
  readonly bucket?: string;
  readonly key?: string;
  readonly content: string;
}

/** A stack that is applied to the emulator for real, with its state in a file or in a bucket of the emulator. */
export class EmulatedStack {
  private readonly workspace: Workspace;

  constructor(
    toolchain: Toolchain,
    private readonly emulator: Emulator,
    stackFolder: string,
    folder: string,
  ) {
    this.workspace = new Workspace(toolchain, stackFolder, folder);
    const { config } = this.workspace;
    // A request that the emulator does not know fails with a server error, which the provider would retry for minutes.
    const providers = Object.fromEntries(
      Object.entries(config.provider).map(([name, blocks]) => [
        name,
        name === "aws" ? blocks.map(({ alias }) => ({ ...(alias ? { alias } : {}), max_retries: 2 })) : [],
      ]),
    );
    this.workspace.override(merge(withoutPreventDestroy(config), gapOverrides(config.resource)), providers);
    for (const { path: file, content } of this.standIns) {
      if (file !== undefined) writeUnlessThere(path.resolve(folder, file), content);
    }
  }

  /** Addresses that an apply must create. */
  get expectedResources(): string[] {
    return Object.entries(this.workspace.config.resource ?? {})
      .filter(([type]) => emulatorGaps[type]?.remedy !== "leave-out")
      .flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`))
      .sort();
  }

  /** For each stack that this one reads: a state in which every output has the name of that stack for a value. */
  private get standIns(): StandIn[] {
    const { data = {} } = this.workspace.config;
    return Object.entries(data.terraform_remote_state ?? {}).map(([name, { config }]) => {
      const references = JSON.stringify(this.workspace.config).matchAll(
        new RegExp(`data\\.terraform_remote_state\\.${name}\\.outputs\\.(\\w+)`, "g"),
      );
      const outputs = Object.fromEntries(
        [...references].map(([, output]) => [output, { value: name.replaceAll("_", "-"), type: "string" }]),
      );
      const state = { version: 4, terraform_version: "1.11.0", serial: 1, lineage: name, outputs, resources: [] };
      return { ...(config as Omit<StandIn, "content">), content: JSON.stringify(state) };
    });
  }

  private async putUnlessThere(bucket: string, key: string, content: string): Promise<void> {
    const aws = new EmulatorClient(this.emulator.url);
    const listed = await aws.rest("s3", "us-east-1", "GET", `/${bucket}`);
    if (!listed.includes(`<Key>${key}</Key>`)) await aws.rest("s3", "us-east-1", "PUT", `/${bucket}/${key}`, content);
  }

  /** One line for each resource type that is left out or whose arguments are ignored. */
  get gaps(): string[] {
    return Object.keys(this.workspace.config.resource ?? {}).flatMap((type) => {
      const gap = emulatorGaps[type];
      if (!gap) return [];
      const what = gap.remedy === "leave-out" ? "left out" : `${gap.remedy.ignore.join(", ")} ignored`;
      return [`${type}: ${what}, ${gap.reason}`];
    });
  }

  async apply(...args: readonly string[]): Promise<void> {
    for (const { bucket, key, content } of this.standIns) {
      if (bucket !== undefined && key !== undefined) await this.putUnlessThere(bucket, key, content);
    }
    await this.workspace.init([], this.emulator.environment);
    await this.terraform("apply", "-auto-approve", ...args);
  }

  /** @returns what a second plan would still change; empty when nothing. */
  async remainingChanges(): Promise<string> {
    const args = ["plan", "-no-color", "-detailed-exitcode"];
    const { code, output } = await this.workspace.tryRun(this.emulator.environment, ...args);
    if (code === 1) throw new Error(output);
    return code === 2 ? output : "";
  }

  /** Addresses in the state. */
  async resources(): Promise<string[]> {
    const { output } = await this.workspace.tryRun(this.emulator.environment, "state", "list");
    return output.split("\n").filter((line) => line !== "" && !line.startsWith("data."));
  }

  async destroy(): Promise<void> {
    await this.terraform("destroy", "-auto-approve");
  }

  private async terraform(...args: string[]): Promise<void> {
    const { code, output } = await this.workspace.tryRun(this.emulator.environment, ...args, "-no-color");
    if (code !== 0) throw new Error(`terraform ${args.join(" ")} exited with ${code}:\n${output}`);
  }
}

function writeUnlessThere(file: string, content: string): void {
  if (fs.existsSync(file)) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content);
}

/** Overrides for what the emulator cannot do of the resources. */
export function gapOverrides(resource: object = {}): Blocks {
  const overrides: Blocks = {};
  for (const [type, { remedy }] of Object.entries(emulatorGaps)) {
    if (remedy === "leave-out") Object.assign(overrides, leaveOut(resource, [type]));
    else Object.assign(overrides, overrideAll(resource, type, { lifecycle: { ignore_changes: [...remedy.ignore] } }));
  }
  return overrides;
}

/** Overrides that create no resource of these types. */
export function leaveOut(resource: object, types: readonly string[]): Blocks {
  return Object.assign({}, ...types.map((type) => overrideAll(resource, type, { count: 0 })));
}

function overrideAll(resource: object, type: string, override: Blocks[string][string]): Blocks {
  const named: object | undefined = Object.entries(resource).find(([name]) => name === type)?.[1];
  return named ? { [type]: Object.fromEntries(Object.keys(named).map((name) => [name, override])) } : {};
}

/** Merges overrides per resource, `lifecycle` included. */
function merge(a: Blocks, b: Blocks): Blocks {
  const result: Blocks = { ...a };
  for (const [type, named] of Object.entries(b)) {
    const merged = { ...result[type] };
    for (const [name, override] of Object.entries(named)) {
      const lifecycle = { ...(merged[name]?.lifecycle as object), ...(override.lifecycle as object) };
      merged[name] = { ...merged[name], ...override, ...(Object.keys(lifecycle).length > 0 && { lifecycle }) };
    }
    result[type] = merged;
  }
  return result;
}
