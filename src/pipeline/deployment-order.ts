import { lossesInText, missingValues, withdrawnOutputs } from "./plan-text";
import { hasFailed, type StackPlan } from "./planned-stacks";
import type { OrderedStack } from "./stack-order";

/** A stack that destroys what others may have used until now. */
export interface Withdrawal {
  readonly stack: string;
  /**
   * What is destroyed, with its outputs that go too. None go where an earlier deployment broke off at this very point: the
   * outputs have left the state, and the objects are still there.
   */
  readonly destroyed: readonly { readonly address: string; readonly outputs: readonly string[] }[];
  /** Stacks that took its outputs and change now: they are applied before it. */
  readonly consumers: readonly string[];
}

/** The order in which planned changes can be applied. */
export interface DeploymentOrder {
  /** Applied first, against their producers as they still are, so that nothing is destroyed that is in use. */
  readonly first: readonly string[];
  /** All stacks, producers before consumers. */
  readonly all: readonly string[];
  readonly withdrawals: readonly Withdrawal[];
  /** Why the changes cannot be applied in one go; nothing of them must be applied then. */
  readonly conflicts: readonly string[];
}

/**
 * The order in which planned changes can be applied: what is added, producers first; what is removed, consumers first.
 *
 * @param order - the stacks, producers first, with their producers in `waitsFor`
 */
export function deploymentOrder(order: readonly OrderedStack[], plans: readonly StackPlan[]): DeploymentOrder {
  const planOf = new Map(plans.map((plan) => [plan.stack, plan]));
  // What a stack uses stands in its state; what it takes from now on, in the code.
  const producersOf = ({ stack, waitsFor }: OrderedStack) =>
    planOf.get(stack)?.producers ?? waitsFor.split(", ").filter(Boolean);
  const consumersOf = (producer: string) =>
    order.filter((item) => producersOf(item).includes(producer)).map(({ stack }) => stack);
  // What nobody is known to have used holds up nobody whose plan has to wait.
  const goesFirst = (stack: string, isWithdrawn: boolean) => {
    const plan = planOf.get(stack);
    return plan !== undefined && (isWithdrawn ? plan.exitCode !== 0 : plan.exitCode === 2);
  };

  const withdrawals = order.flatMap(({ stack }): Withdrawal[] => {
    const destroyed = destroyedObjects(planOf.get(stack));
    const isWithdrawn = destroyed.some(({ outputs }) => outputs.length > 0);
    const consumers = consumersOf(stack).filter((consumer) => goesFirst(consumer, isWithdrawn));
    return destroyed.length > 0 && consumers.length > 0 ? [{ stack, destroyed, consumers }] : [];
  });
  const waiting = new Set(withdrawals.flatMap(({ consumers }) => consumers));
  const all = order.map(({ stack }) => stack);
  const first = all.filter((stack) => waiting.has(stack)).toReversed();
  const conflicts = withdrawals.flatMap((withdrawal) =>
    withdrawal.consumers.flatMap((consumer) => conflict(withdrawal, planOf.get(consumer))),
  );
  return { first, all, withdrawals, conflicts };
}

/** What a plan destroys, with its outputs that go: their names begin with the type and name of what they are of. */
function destroyedObjects(plan: StackPlan | undefined): Withdrawal["destroyed"] {
  if (plan?.exitCode !== 2) return [];
  const outputs = withdrawnOutputs(plan.text);
  const destroyed = lossesInText(plan.text).filter(({ action }) => action === "destroy");
  return destroyed.map(({ address }) => ({
    address,
    outputs: outputs.filter((output) => output.startsWith(`${address.replaceAll(/\W+/g, "_")}_`)),
  }));
}

function conflict({ stack, destroyed }: Withdrawal, consumer: StackPlan | undefined): string[] {
  const missing = consumer && hasFailed(consumer) ? (missingValues(consumer.text) ?? []) : [];
  if (!consumer || missing.length === 0) return [];
  const lacks = missing.map(({ producer, output }) => {
    return producer === undefined ? "a kind of resource of the cluster" : `${output ?? "the state"} of ${producer}`;
  });
  const withdrawn = destroyed.filter(({ outputs }) => outputs.length > 0);
  const removed = withdrawn.map(({ address, outputs }) => `${address} (${outputs.join(", ")})`);
  return [
    [
      `${consumer.stack} cannot be applied before ${stack}, and has to be`,
      `  why  ${stack} destroys ${removed.join(", ")}, which ${consumer.stack} may still use; but ${consumer.stack} needs`,
      `       ${lacks.join(", ")}, which is not there yet`,
      "  fix  make it two changes: first what is added, and deploy it; then what is removed",
      "",
    ].join("\n"),
  ];
}

/**
 * Stacks that a failed plan waits for: those that lack what it needs, and change too; and those without any state, which
 * were never applied. Empty when it failed for something else, or did not fail.
 *
 * @param candidates - its producers that change together with it
 */
export function waitsFor(plan: StackPlan, candidates: readonly string[], plans: readonly StackPlan[]): string[] {
  const missing = hasFailed(plan) ? (missingValues(plan.text) ?? []) : [];
  const unchanged = new Set(plans.filter(({ exitCode }) => exitCode === 0).map(({ stack }) => stack));
  const changing = candidates.filter((stack) => !unchanged.has(stack));
  const found = missing.map(({ producer, output }) => {
    if (producer === undefined) return changing;
    return changing.includes(producer) || output === undefined ? [producer] : [];
  });
  return found.every((stacks) => stacks.length > 0) ? [...new Set(found.flat())] : [];
}
