import { addressesOf } from "./address-inventory";
import { type Attributes, importId } from "./import-ids";
import type { StackContent, SynthesizedStacks } from "./synthesized-stacks";

/** A resource that left one stack and is in another now, under the same address. */
export interface Move {
  readonly address: string;
  readonly from: string;
  readonly to: string;
}

/** The part of a state that is read (`terraform state pull`). */
export interface TerraformState {
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly index_key?: string | number; readonly attributes: Attributes }[];
  }[];
}

/** What Terraform has to read beside a stack's own file for the move. */
export interface MoveBlocks {
  /** https://developer.hashicorp.com/terraform/language/block/import */
  readonly import?: readonly { readonly to: string; readonly id: string }[];
  /** https://developer.hashicorp.com/terraform/language/block/removed */
  readonly removed?: readonly { readonly from: string; readonly lifecycle: { readonly destroy: false } }[];
  /** Providers of forgotten resources that the stack itself has no more: Terraform forgets nothing without them. */
  readonly provider?: Readonly<Record<string, readonly ProviderBlock[]>>;
}

type ProviderBlock = Readonly<Record<string, unknown>> & { readonly alias?: string };

/** The file that the blocks are written to, in the stack's folder. Synthesis leaves it alone. */
export const movesFile = "moves.tf.json";

/**
 * The resources that changed stacks since an earlier output. Both stacks are of one environment, and of its primary or
 * its standby region.
 *
 * @throws Error when a resource could have come from, or gone to, more than one stack.
 */
export function findMoves(earlier: SynthesizedStacks, present: SynthesizedStacks): Move[] {
  const left = differences(earlier, present);
  const arrived = differences(present, earlier);
  const unclear: string[] = [];
  const moves = [...left].flatMap(([key, from]): Move[] => {
    const to = arrived.get(key);
    if (!to) return [];
    const address = key.slice(key.indexOf(" ") + 1);
    if (from.length > 1 || to.length > 1) {
      unclear.push(`  ${address}: from ${from.join(" or ")}, to ${to.join(" or ")}`);
      return [];
    }
    return [{ address, from: String(from[0]), to: String(to[0]) }];
  });
  if (unclear.length > 0) {
    throw new Error(
      ["These could have moved in more than one way:", ...unclear, "Move them in separate changes."].join("\n"),
    );
  }
  return moves.sort((a, b) => `${a.from} ${a.address}`.localeCompare(`${b.from} ${b.address}`));
}

/** Stacks whose addresses are in the first output and not in the same stack of the second, by place and address. */
function differences(some: SynthesizedStacks, others: SynthesizedStacks): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const stack of some.names) {
    const there = new Set(others.graph.has(stack) ? addressesOf(others.read(stack)) : []);
    const environment = some.environmentOf(stack);
    const place = stack.startsWith(`${environment}-dr-`) ? `${environment}/dr` : environment;
    for (const address of addressesOf(some.read(stack))) {
      if (there.has(address)) continue;
      const key = `${place} ${address}`;
      found.set(key, [...(found.get(key) ?? []), stack]);
    }
  }
  return found;
}

/**
 * The blocks for each stack that gains or loses a resource. What the state of its earlier stack does not hold was never
 * deployed or has been moved already, and gets none.
 *
 * @param states - the states of the stacks that the resources left
 * @throws Error with every resource that cannot be moved so.
 */
export function moveBlocks(
  moves: readonly Move[],
  states: ReadonlyMap<string, TerraformState>,
): ReadonlyMap<string, MoveBlocks> {
  const blocks = new Map<string, MoveBlocks>();
  const problems: string[] = [];
  for (const { address, from, to } of moves) {
    const instances = instancesOf(states.get(from), address);
    if (instances.length === 0) continue;
    const [instance] = instances;
    if (instances.length > 1 || !instance || instance.index_key !== undefined) {
      problems.push(`${address}: has instances of its own (count or for_each); move it with terraform state mv`);
      continue;
    }
    try {
      const id = importId(address, instance.attributes);
      add(blocks, to, { import: [{ to: address, id }] });
      add(blocks, from, { removed: [{ from: address, lifecycle: { destroy: false } }] });
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return blocks;
}

/** The same blocks, with the providers that the stacks which resources left had for them and have no more. */
export function withProviders(
  blocks: ReadonlyMap<string, MoveBlocks>,
  earlier: SynthesizedStacks,
  present: SynthesizedStacks,
): ReadonlyMap<string, MoveBlocks> {
  return new Map(
    [...blocks].map(([stack, content]) => {
      if (!content.removed || !present.graph.has(stack)) return [stack, content];
      const [before, now] = [earlier.read(stack), present.read(stack)];
      const provider: Record<string, ProviderBlock[]> = {};
      for (const { from } of content.removed) {
        const { name, alias } = providerOf(before, from);
        const isIt = (block: ProviderBlock) => block.alias === alias;
        if (providersOf(now, name).some(isIt) || provider[name]?.some(isIt)) continue;
        provider[name] = [...(provider[name] ?? []), ...providersOf(before, name).filter(isIt)];
      }
      return [stack, { ...content, ...(Object.keys(provider).length > 0 && { provider }) }];
    }),
  );
}

function providerOf(stack: StackContent, address: string): { readonly name: string; readonly alias?: string } {
  const [type = "", id = ""] = address.split(".");
  const named = (stack.resource?.[type] ?? {}) as Readonly<Record<string, { readonly provider?: string }>>;
  const [name = "", alias] = (named[id]?.provider ?? type.replace(/_.*/, "")).split(".");
  return { name, ...(alias !== undefined && { alias }) };
}

function providersOf(stack: StackContent, name: string): readonly ProviderBlock[] {
  return (stack.provider?.[name] ?? []) as readonly ProviderBlock[];
}

function instancesOf(state: TerraformState | undefined, address: string) {
  const resources = state?.resources ?? [];
  return resources
    .filter(({ mode, type, name }) => mode === "managed" && `${type}.${name}` === address)
    .flatMap(({ instances }) => instances);
}

function add(blocks: Map<string, MoveBlocks>, stack: string, more: MoveBlocks): void {
  const before = blocks.get(stack) ?? {};
  blocks.set(stack, {
    ...((before.import || more.import) && { import: [...(before.import ?? []), ...(more.import ?? [])] }),
    ...((before.removed || more.removed) && { removed: [...(before.removed ?? []), ...(more.removed ?? [])] }),
  });
}
