import fs from "node:fs";
import path from "node:path";
import { type Manifest, readGraph, type StackGraph } from "./stack-graph";

/** A stack's Terraform JSON: blocks by kind. */
export type StackContent = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Reads a stack as Terraform does: the framework notes construct paths under "//", which Terraform ignores. */
export function parseStack(text: string): StackContent {
  return JSON.parse(text, (key, value) => (key === "//" ? undefined : value));
}

/** A stack that differs between two synthesized outputs. */
export interface StackChange {
  readonly stack: string;
  readonly change: "added" | "changed" | "removed";
}

/** What `npm run synth` wrote into a folder. */
export class SynthesizedStacks {
  readonly graph: StackGraph;

  /** @throws Error when nothing was synthesized into the folder. */
  constructor(private readonly folder: string) {
    const file = path.join(folder, "manifest.json");
    if (!fs.existsSync(file)) throw new Error(`${file} does not exist; run npm run synth first`);
    const manifest: Manifest = JSON.parse(fs.readFileSync(file, "utf8"));
    this.graph = readGraph(manifest);
  }

  /** Names of the stacks, sorted. */
  get names(): string[] {
    return [...this.graph.keys()].sort();
  }

  /** The value of the tag `Environment` that the stack gives its resources; "shared" where it has none in AWS. */
  environmentOf(stack: string): string {
    const { aws, ...others } = (this.read(stack).provider ?? {}) as TaggedProviders;
    if (aws === undefined && Object.keys(others).length > 0) return "shared";
    const environment = aws?.[0]?.default_tags?.[0]?.tags?.Environment;
    if (environment === undefined) throw new Error(`${stack} gives its resources no tag Environment`);
    return environment;
  }

  /** Stacks that are not the same in an earlier output. Notes of the framework, such as its version, do not count. */
  changesSince(earlier: SynthesizedStacks): StackChange[] {
    const names = [...new Set([...this.names, ...earlier.names])].sort();
    return names.flatMap((stack): StackChange[] => {
      if (!earlier.graph.has(stack)) return [{ stack, change: "added" }];
      if (!this.graph.has(stack)) return [{ stack, change: "removed" }];
      return this.content(stack) === earlier.content(stack) ? [] : [{ stack, change: "changed" }];
    });
  }

  /** The file with a stack's Terraform JSON. */
  file(stack: string): string {
    return path.join(this.stackFolder(stack), "cdk.tf.json");
  }

  read(stack: string): StackContent {
    return parseStack(fs.readFileSync(this.file(stack), "utf8"));
  }

  /** Everything that Terraform reads of a stack, as one text. */
  private content(stack: string): string {
    const assets = path.join(this.stackFolder(stack), "assets");
    const files = fs.existsSync(assets) ? fs.readdirSync(assets, { recursive: true, encoding: "utf8" }).sort() : [];
    const contents = files
      .map((file) => ({ file, at: path.join(assets, file) }))
      .filter(({ at }) => fs.statSync(at).isFile())
      .map(({ file, at }) => [file, fs.readFileSync(at, "base64")]);
    return JSON.stringify([this.read(stack), contents]);
  }

  private stackFolder(stack: string): string {
    return path.join(this.folder, "stacks", stack);
  }
}

/** The part of a stack's providers that holds its tags. */
interface TaggedProviders {
  readonly [provider: string]: unknown;
  readonly aws?: readonly {
    readonly default_tags?: readonly { readonly tags?: { readonly Environment?: string } }[];
  }[];
}
