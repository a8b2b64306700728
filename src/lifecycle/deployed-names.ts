import type { StackContent, SynthesizedStacks } from "../pipeline/synthesized-stacks";

type Block = Readonly<Record<string, unknown>>;

/** A resource of a synthesized stack. */
export interface SynthesizedResource {
  readonly stack: string;
  readonly type: string;
  /** Its name in Terraform. */
  readonly name: string;
  readonly block: Block;
  readonly region: string;
}

const reference = /\$\{([^{}]+)\}/g;

/** Arguments that some types' `id` is the same as. */
const idArguments = ["name", "identifier", "replication_group_id", "bucket"];

/** What resources are called in AWS, as far as synthesis knows it: references are followed, through other stacks too. */
export class DeployedNames {
  private readonly contents = new Map<string, StackContent>();

  constructor(private readonly stacks: SynthesizedStacks) {}

  /** Resources of some types in a stack. */
  resources(stack: string, ...types: readonly string[]): SynthesizedResource[] {
    const { resource = {} } = this.read(stack);
    return types.flatMap((type) =>
      Object.entries((resource[type] ?? {}) as Record<string, Block>).map(([name, block]) => {
        return { stack, type, name, block, region: this.regionOf(stack, block) };
      }),
    );
  }

  /** Names of the stacks that a stack takes values from. */
  producers(stack: string): readonly string[] {
    return this.stacks.graph.get(stack) ?? [];
  }

  /** An argument's text; nothing where only AWS knows it. */
  argument({ stack, block }: Pick<SynthesizedResource, "stack" | "block">, name: string): string | undefined {
    return this.text(stack, block[name]);
  }

  /** Account ids that a stack may be applied to; empty where it does not say. */
  accounts(stack: string): string[] {
    return this.providers(stack).flatMap(({ allowed_account_ids: ids }) => (ids ?? []) as string[]);
  }

  /** Regions of a stack's AWS providers, its own first. */
  regions(stack: string): string[] {
    return [...new Set(this.providers(stack).map(({ region }) => String(region)))];
  }

  /** A text with its references followed; nothing where one leads to what only AWS knows. */
  text(stack: string, value: unknown): string | undefined {
    if (typeof value !== "string") return undefined;
    let known = true;
    const text = value.replaceAll(reference, (_, path: string) => {
      const found = this.follow(stack, path.split("."));
      known &&= found !== undefined;
      return found ?? "";
    });
    return known ? text : undefined;
  }

  private follow(stack: string, path: readonly string[]): string | undefined {
    if (path[0] === "data" && path[1] === "terraform_remote_state") {
      const [, , state = "", , output = ""] = path;
      const producer = this.stacks.graph.get(stack)?.find((name) => name.replaceAll("-", "_") === state);
      const outputs = producer && (this.read(producer).output as Record<string, Block> | undefined);
      return outputs ? this.text(producer, outputs[output]?.value) : undefined;
    }
    const [type = "", name = "", argument = ""] = path;
    const block = (this.read(stack).resource?.[type] as Record<string, Block> | undefined)?.[name];
    if (path.length !== 3 || !block) return undefined;
    const arguments_ = argument === "id" ? idArguments : [argument];
    return arguments_.map((key) => this.text(stack, block[key])).find((found) => found !== undefined);
  }

  private regionOf(stack: string, { provider }: Block): string {
    const alias = typeof provider === "string" ? provider.split(".")[1] : undefined;
    return String(this.providers(stack).find((block) => block.alias === alias)?.region ?? "");
  }

  private providers(stack: string): Block[] {
    return ((this.read(stack).provider?.aws ?? []) as Block[]).toSorted(
      (a, b) => Number("alias" in a) - Number("alias" in b),
    );
  }

  private read(stack: string): StackContent {
    const content = this.contents.get(stack) ?? this.stacks.read(stack);
    this.contents.set(stack, content);
    return content;
  }
}
