import type { AcceptedChange } from "../config";
import { acceptanceOf, acceptedChangesFile, entryFor } from "./accepted-changes";
import { type Loss, lossesInText } from "./plan-text";
import { hasFailed, type StackPlan } from "./planned-stacks";

/** What may be accepted, and the day that it is compared with. */
export interface Acceptances {
  readonly accepted: readonly AcceptedChange[];
  /** `YYYY-MM-DD`, in UTC. */
  readonly today: string;
}

/** What the plans that were approved take away although it holds state and nothing in code accepts that. */
export function unacceptedLosses(plans: readonly StackPlan[], acceptances: Acceptances): string[] {
  const made = plans.filter((plan) => !hasFailed(plan));
  return made.flatMap(({ stack, text }) => lossesInText(text).flatMap((loss) => unaccepted(stack, loss, acceptances)));
}

/**
 * Why a plan that was just made must not be applied; empty when it may.
 *
 * @param fresh - what the plan takes away
 * @param approved - what the plan takes away that somebody saw and approved
 */
export function refusals(
  stack: string,
  fresh: readonly Loss[],
  approved: readonly Loss[],
  acceptances: Acceptances,
): string[] {
  return fresh.flatMap((loss) => {
    const wasShown = approved.some(({ address, action }) => address === loss.address && action === loss.action);
    return [...(wasShown ? [] : [notShown(stack, loss)]), ...unaccepted(stack, loss, acceptances)];
  });
}

function notShown(stack: string, loss: Loss): string {
  return say(stack, loss, [
    "the plan that was approved did not show it",
    "start the deployment again: its plans show it to whoever approves. What has been applied so far stays as it is",
  ]);
}

function unaccepted(stack: string, loss: Loss, { accepted, today }: Acceptances): string[] {
  const acceptance = acceptanceOf(stack, loss, accepted, today);
  if (acceptance === "not needed" || acceptance === "accepted") return [];
  const why =
    acceptance === "expired"
      ? `it holds state, and its entry in ${acceptedChangesFile} has expired`
      : `it holds state, and no entry in ${acceptedChangesFile} accepts it`;
  const fix = `undo what causes it, or, if it is wanted, write there, with the reason: ${entryFor(stack, loss, today)}`;
  return [say(stack, loss, [why, fix])];
}

const outcomes = {
  replace: "would be destroyed and created anew",
  destroy: "would be destroyed",
  forget: "would no longer be managed by Terraform",
} as const;

function say(stack: string, { address, action }: Loss, [why, fix]: readonly [string, string]): string {
  return `${stack}: ${address} ${outcomes[action]}\n  why  ${why}\n  fix  ${fix}\n`;
}
