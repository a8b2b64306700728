import { bootstrapStack } from "../contracts";
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
}

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
    !(deployable && stack === bootstrapStack);
  // A stack that is left out still orders those around it.
  const levels = stackLevels(stacks.graph).map((level) => level.filter(selected));
  const occupied = levels.filter((level) => level.length > 0);
  return (reverse ? occupied.toReversed() : occupied).flatMap((level, index) =>
    level.map((stack) => ({
      stack,
      environment: environments.get(stack) ?? "",
      level: index,
      ...(changes && { change: changes.get(stack) }),
    })),
  );
}

export const orderFormats = {
  /** One name a line. */
  lines: (stacks: readonly OrderedStack[]) => stacks.map(({ stack }) => `${stack}\n`).join(""),
  /** For programs. */
  json: (stacks: readonly OrderedStack[]) => `${JSON.stringify(stacks, null, 2)}\n`,
  /** The value of `strategy.matrix` of a GitHub Actions job. */
  matrix: (stacks: readonly OrderedStack[]) => `${JSON.stringify({ include: stacks })}\n`,
} as const;

export type OrderFormat = keyof typeof orderFormats;

export function isOrderFormat(format: string): format is OrderFormat {
  return Object.hasOwn(orderFormats, format);
}
