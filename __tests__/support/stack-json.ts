import fs from "node:fs";
import { addressesOf } from "../../src/pipeline/address-inventory";
import { parseStack, type StackContent, SynthesizedStacks } from "../../src/pipeline/synthesized-stacks";
import { fixtureOutput, liveOutput } from "./output-folder";

type Block = Record<string, unknown>;

/** One synthesized stack, read as Terraform reads it. */
export class StackJson {
  /** The text, for the framework's jest matchers. */
  readonly text: string;
  readonly root: StackContent;

  constructor(text: string) {
    this.root = parseStack(text);
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
    return Object.keys((this.root.resource?.[type] ?? {}) as Block).sort();
  }

  /** Addresses of all managed resources, sorted. */
  get addresses(): string[] {
    return addressesOf(this.root);
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

/** A stack that was synthesized into a folder. */
export function readStack(folder: string, name: string): StackJson {
  return new StackJson(fs.readFileSync(new SynthesizedStacks(folder).file(name), "utf8"));
}

/** Names of the stacks that were synthesized into a folder, sorted. */
export function stackNames(folder: string): string[] {
  return new SynthesizedStacks(folder).names;
}

/** Names of the stacks that each stack of a folder takes values from. */
export function stackDependencies(folder: string): Record<string, readonly string[]> {
  return Object.fromEntries(new SynthesizedStacks(folder).graph);
}

/** A stack of INF-001's environments. */
export function fixtureStack(name: string): StackJson {
  return readStack(fixtureOutput(), name);
}

/** Names of the stacks of INF-001's environments, sorted. */
export function fixtureStacks(): string[] {
  return stackNames(fixtureOutput());
}

/** A stack of the environments in `environments/`. */
export function liveStack(name: string): StackJson {
  return readStack(liveOutput(), name);
}

/** Names of the stacks of the environments in `environments/`, sorted. */
export function liveStacks(): string[] {
  return stackNames(liveOutput());
}
