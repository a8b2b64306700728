import { bootstrapStack, terraformCloudStack } from "../contracts";
import { stackLevels } from "./stack-graph";
import type { StackChange, SynthesizedStacks } from "./synthesized-stacks";

/** Which stacks, and what for. */
export interface Selection {
  /** Name of one environment. Default: all of them, and what they share. */
  readonly environment?: string | undefined;
  /** An earlier output; only stacks that differ from it. Default: all. */
  readonly changedSince?: SynthesizedStacks | undefined;
  /** Consumers before producers, to destroy. */
  readonly reverse?: boolean | undefined;
  /** Only what a workflow can deploy, whose state every run finds. Default: all. */
  readonly deployable?: boolean | undefined;
}

/** A stack with what a job needs to know to run Terraform in it. */
export interface OrderedStack {
  readonly stack: string;
  readonly environment: string;
  /** Stacks of one level can be applied side by side. */
  readonly level: number;
  /** Whether it is new; only where an earlier output was compared. */
  readonly change?: StackChange["change"];
  /** Names of the stacks among these whose outputs it takes, joined by `, `: its plan may have to wait for theirs. */
  readonly waitsFor: string;
}

/** Stacks that people apply who administer what all others stand on; no workflow does. */
export const appliedByHand: readonly string[] = [bootstrapStack, terraformCloudStack];

/**
 * The selected stacks in the order in which Terraform can run in them.
 *
 * @throws Error when no stack is of the environment.
 */
export function orderStacks(stacks: SynthesizedStacks, selection: Selection = {}): OrderedStack[] {
  const { environment, changedSince, reverse = false, deployable = false } = selection;
  const environments = new Map(stacks.names.map((stack) => [stack, stacks.environmentOf(stack)]));
  const known = [...new Set(environments.values())].sort();
  if (environment !== undefined && !known.includes(environment)) {
    throw new Error(`no stack of environment ${JSON.stringify(environment)}; there are: ${known.join(", ")}`);
  }
  const changes = changedSince && new Map(stacks.changesSince(changedSince).map((item) => [item.stack, item.change]));
  const selected = (stack: string) =>
    (environment === undefined || environments.get(stack) === environment) &&
    (changes?.has(stack) ?? true) &&
    !(deployable && appliedByHand.includes(stack));
  // A stack that is left out still orders those around it.
  const levels = stackLevels(stacks.graph).map((level) => level.filter(selected));
  const occupied = levels.filter((level) => level.length > 0);
  return (reverse ? occupied.toReversed() : occupied).flatMap((level, index) =>
    level.map((stack) => ({
      stack,
      environment: environments.get(stack) ?? "",
      level: index,
      ...(changes && { change: changes.get(stack) }),
      waitsFor: (stacks.graph.get(stack) ?? []).filter(selected).sort().join(", "),
    })),
  );
}

/** What is to be done about stacks that an earlier output had. */
export interface Removal {
  /** Stacks that took values from those that are gone, producers first: applied before anything is destroyed. */
  readonly applyFirst: readonly string[];
  /** The stacks that are gone, consumers first. */
  readonly destroy: readonly string[];
}

/** Stacks that an earlier output had and this one has not, and those that have to let go of them. */
export function removedStacks(stacks: SynthesizedStacks, earlier: SynthesizedStacks): Removal {
  const isGone = (stack: string) => !stacks.graph.has(stack);
  const used = (stack: string) => (earlier.graph.get(stack) ?? []).some(isGone);
  return {
    applyFirst: stackLevels(stacks.graph).flat().filter(used),
    destroy: stackLevels(earlier.graph).flat().filter(isGone).toReversed(),
  };
}

export const orderFormats = {
  /** One name a line. */
  lines: (stacks: readonly OrderedStack[]) => stacks.map(({ stack }) => `${stack}\n`).join(""),
  /** For programs. */
  json: (stacks: readonly OrderedStack[]) => `${JSON.stringify(stacks, null, 2)}\n`,
  /** The value of `strategy.matrix` of a GitHub Actions job. */
  matrix: (stacks: readonly OrderedStack[]) => `${JSON.stringify({ include: stacks })}\n`,
} as const;

/** Reads what the format `matrix` wrote. @throws Error when the text is something else. */
export function readMatrix(text: string): OrderedStack[] {
  const { include }: { readonly include?: OrderedStack[] } = JSON.parse(text);
  if (!Array.isArray(include)) throw new Error("the order is no matrix; write it with stack-order --format matrix");
  return include;
}

export type OrderFormat = keyof typeof orderFormats;

export function isOrderFormat(format: string): format is OrderFormat {
  return Object.hasOwn(orderFormats, format);
}
