import { bootstrapStack } from "../contracts";
import { orderStacks } from "../pipeline/stack-order";
import type { SynthesizedStacks } from "../pipeline/synthesized-stacks";
import { kindOf } from "./protections";

/** What goes, consumers before producers, and what stays although it is of the environment. */
export interface Destruction {
  readonly stacks: readonly string[];
  readonly left: readonly string[];
}

/**
 * Chooses the stacks to destroy: those that are named, or all of an environment. The stack with the account's image
 * repositories and roles serves other environments too, so it goes only when it is named.
 *
 * @throws Error when a name is of another environment, or something that stays takes values from what goes.
 */
export function chooseStacks(
  stacks: SynthesizedStacks,
  environment: string,
  named: readonly string[] = [],
): Destruction {
  const ordered = orderStacks(stacks, { environment, reverse: true }).map(({ stack }) => stack);
  if (!ordered.includes(`${environment}-network`)) {
    throw new Error(
      `${ordered.join(", ")} serve every environment; they are destroyed by hand, last (docs/destroying.md)`,
    );
  }
  const foreign = named.filter((stack) => !ordered.includes(stack));
  if (foreign.length > 0) {
    const why = foreign.includes(bootstrapStack)
      ? `${bootstrapStack} holds the state of every environment: destroy it by hand, last, when nothing has its state there`
      : `there are: ${ordered.join(", ")}`;
    throw new Error(`${foreign.join(", ")}: no stack of ${environment}; ${why}`);
  }
  const isShared = (stack: string) => kindOf(stack) === "delivery";
  const chosen = ordered.filter((stack) => (named.length > 0 ? named.includes(stack) : !isShared(stack)));
  refuseUsed(stacks, chosen);
  refuseShared(stacks, environment, chosen.filter(isShared));
  return { stacks: chosen, left: named.length > 0 ? [] : ordered.filter(isShared) };
}

function refuseUsed({ graph }: SynthesizedStacks, chosen: readonly string[]): void {
  const users = new Map(
    chosen.map((stack) => [stack, consumersOf(graph, stack).filter((user) => !chosen.includes(user))]),
  );
  const used = [...users].filter(([, consumers]) => consumers.length > 0);
  if (used.length === 0) return;
  const lines = used.map(([stack, consumers]) => `  ${stack} is used by ${consumers.join(", ")}\n`).join("");
  const missing = [...new Set(used.flatMap(([, consumers]) => consumers))].sort();
  throw new Error(`stacks that stay would lose what they stand on:\n\n${lines}\nname them too: ${missing.join(" ")}`);
}

/** All stacks that take values from one, directly or through others. */
function consumersOf(graph: SynthesizedStacks["graph"], producer: string): string[] {
  const found = new Set<string>();
  const visit = (name: string) => {
    for (const [stack, dependencies] of graph) {
      if (!dependencies.includes(name) || found.has(stack)) continue;
      found.add(stack);
      visit(stack);
    }
  };
  visit(producer);
  return [...found].sort();
}

function refuseShared(stacks: SynthesizedStacks, environment: string, shared: readonly string[]): void {
  if (shared.length === 0) return;
  const others = stacks.names.map((stack) => stacks.environmentOf(stack)).filter((name) => name !== environment);
  const environments = [...new Set(others)].filter((name) => stacks.names.some((stack) => stack === `${name}-network`));
  if (environments.length === 0) return;
  throw new Error(
    `${shared.join(", ")} holds the images and roles that ${environments.join(" and ")} may be using: delete those ` +
      "environments first (docs/deployment.md)",
  );
}
