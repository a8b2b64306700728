import fs from "node:fs";
import path from "node:path";
import { outputFolder } from "./output-folder";

type Block = Record<string, unknown>;

/** One synthesized stack, read as Terraform reads it. */
export class StackJson {
  /** The text, for the framework's jest matchers. */
  readonly text: string;
  readonly root: Record<string, Record<string, unknown>>;

  constructor(text: string) {
    this.root = withoutMetadata(JSON.parse(text)) as Record<string, Record<string, unknown>>;
    this.text = JSON.stringify(this.root);
  }

  /** A resource's arguments. */
  resource(type: string, name: string): Block {
    return this.find("resource", type, name);
  }

  /** A data source's arguments. */
  data(type: string, name: string): Block {
    return this.find("data", type, name);
  }

  /** Names of the resources of a type, sorted. */
  names(type: string): string[] {
    return Object.keys(this.root.resource?.[type] ?? {}).sort();
  }

  /** Addresses of all managed resources, sorted. */
  get addresses(): string[] {
    return Object.entries(this.root.resource ?? {})
      .flatMap(([type, named]) => Object.keys(named as Block).map((name) => `${type}.${name}`))
      .sort();
  }

  get outputs(): Record<string, Block> {
    return (this.root.output ?? {}) as Record<string, Block>;
  }

  private find(kind: "resource" | "data", type: string, name: string): Block {
    const named = (this.root[kind]?.[type] ?? {}) as Record<string, Block>;
    const block = named[name];
    if (!block) throw new Error(`no ${kind} ${type}.${name}; there are: ${Object.keys(named).join(", ") || "none"}`);
    return block;
  }
}

/** A stack of the shipped environments. */
export function shippedStack(name: string): StackJson {
  return new StackJson(fs.readFileSync(stackFile(outputFolder(), name), "utf8"));
}

/** Names of the stacks of the shipped environments, sorted. */
export function shippedStacks(): string[] {
  return Object.keys(readManifest(outputFolder()).stacks).sort();
}

export interface Manifest {
  readonly stacks: Record<string, { readonly dependencies: readonly string[] }>;
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(fs.readFileSync(path.join(folder, "manifest.json"), "utf8"));
}

export function stackFile(folder: string, name: string): string {
  return path.join(folder, "stacks", name, "cdk.tf.json");
}

/** The framework notes construct paths under "//"; Terraform ignores them, and so do tests. */
function withoutMetadata(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMetadata);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "//")
      .map(([key, item]) => [key, withoutMetadata(item)]),
  );
}
