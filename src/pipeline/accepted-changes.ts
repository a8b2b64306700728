import type { AcceptedChange } from "../config";
import { ConfigurationError, type Problem } from "../config/problem";
import { addressesOf } from "./address-inventory";
import { needsEntry } from "./held-state";
import type { Loss } from "./plan-text";
import type { SynthesizedStacks } from "./synthesized-stacks";

/** The file with the entries, for messages. */
export const acceptedChangesFile = "environments/accepted-changes.ts";

/** How far ahead an entry may reach, in days: what was reviewed for one deployment is not to serve another next year. */
export const longestAcceptance = 90;

/**
 * Refuses entries that could not mean what they say. One that has expired is no problem: it accepts nothing.
 *
 * @param today - `YYYY-MM-DD`
 * @param isComplete - whether every stack is there; else entries for others may be meant, and are left alone. Default: true
 * @throws ConfigurationError with every problem.
 */
export function checkAcceptedChanges(
  entries: readonly AcceptedChange[],
  stacks: SynthesizedStacks,
  today: string,
  isComplete = true,
): void {
  const problems = entries.flatMap((entry, index) =>
    [
      ...(isComplete || stacks.graph.has(entry.stack) ? placeProblems(entry, stacks) : []),
      ...wordProblems(entry, today),
      ...repetitions(entry, entries.slice(0, index)),
    ].map((problem) => ({ ...problem, path: `acceptedChanges[${index}].${problem.path}` })),
  );
  if (problems.length > 0) throw new ConfigurationError(problems);
}

function placeProblems({ stack, address, action }: AcceptedChange, stacks: SynthesizedStacks): Problem[] {
  if (!stacks.graph.has(stack)) {
    return [
      {
        path: "stack",
        value: stack,
        allowed: `a synthesized stack: ${stacks.names.join(", ")}`,
        fix: "correct the name, or delete the entry of a stack that is gone: it is destroyed by hand",
      },
    ];
  }
  const present = addressesOf(stacks.read(stack));
  if (action === "replace" && !present.includes(withoutKey(address))) {
    return [
      {
        path: "address",
        value: address,
        allowed: `a resource of ${stack}, to be replaced`,
        fix: `correct the address as the plan prints it, or write action: "destroy" if the resource is out of the code`,
      },
    ];
  }
  if (action === "destroy" && present.includes(address)) {
    return [
      {
        path: "address",
        value: address,
        allowed: `a resource that ${stack} no longer has`,
        fix: `write action: "replace" if it is to be created anew, or take the resource out of the code`,
      },
    ];
  }
  return [];
}

function wordProblems({ action, reason, until }: AcceptedChange, today: string): Problem[] {
  const problems: Problem[] = [];
  if (!["replace", "destroy"].includes(action)) {
    problems.push({ path: "action", value: action, allowed: '"replace" or "destroy"', fix: "write one of the two" });
  }
  if (reason.trim().length < 10) {
    const fix = "say why it is wanted, and what becomes of the data";
    problems.push({ path: "reason", value: reason, allowed: "a sentence for whoever reviews it", fix });
  }
  const latest = daysAfter(today, longestAcceptance);
  if (!isDate(until) || until > latest) {
    problems.push({
      path: "until",
      value: until,
      allowed: `a day as "YYYY-MM-DD", at most ${longestAcceptance} days from now: up to ${latest}`,
      fix: "write the last day on which the deployment may do it",
    });
  }
  return problems;
}

function repetitions(entry: AcceptedChange, before: readonly AcceptedChange[]): Problem[] {
  if (!before.some((other) => other.stack === entry.stack && other.address === entry.address)) return [];
  return [
    { path: "address", value: entry.address, allowed: "one entry for an address", fix: "delete the one that is done" },
  ];
}

/** Whether a loss needs an entry and has none that is valid. */
export type Acceptance = "not needed" | "accepted" | "expired" | "missing";

export function acceptanceOf(stack: string, loss: Loss, entries: readonly AcceptedChange[], today: string): Acceptance {
  if (!needsEntry(loss)) return "not needed";
  const deposed = / \(deposed object .+\)$/;
  const address = loss.address.replace(deposed, "");
  // What a replacement left over goes with whatever was accepted for its address.
  const matching = entries.filter(
    (entry) =>
      entry.stack === stack &&
      entry.address === address &&
      (entry.action === loss.action || deposed.test(loss.address)),
  );
  if (matching.some(({ until }) => until >= today)) return "accepted";
  return matching.length > 0 ? "expired" : "missing";
}

/** Days that an entry to paste reaches ahead: the apply compares with its own day, and a run can last this long. */
const suggestedAcceptance = 35;

/** An entry to paste, with the reason left to whoever wants the change. */
export function entryFor(stack: string, { address, action }: Loss, today: string): string {
  const plain = address.replace(/ \(deposed object .+\)$/, "");
  const values = { stack, address: plain, action, reason: "", until: daysAfter(today, suggestedAcceptance) };
  const fields = Object.entries(values).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return `{ ${fields.join(", ")} },`;
}

/** @throws Error when the text is no day. */
export function readDay(text: string): string {
  if (!isDate(text)) throw new Error(`--today is ${JSON.stringify(text)}; allowed is a day as "YYYY-MM-DD"`);
  return text;
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && daysAfter(text, 0) === text;
}

function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

function withoutKey(address: string): string {
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]$/, "");
}
