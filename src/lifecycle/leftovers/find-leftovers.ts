import type { SynthesizedStacks } from "../../pipeline/synthesized-stacks";
import type { Aws } from "../aws";
import { DeployedNames } from "../deployed-names";
import type { Machine } from "../programs";
import type { Terraform } from "../terraform";
import { clusterLeftovers } from "./clusters";
import { cacheLeftovers, databaseLeftovers } from "./databases";
import { keyLeftovers, secretLeftovers } from "./keys-and-secrets";
import type { Finder, Leftover } from "./leftover";
import { logGroupLeftovers } from "./log-groups";
import { imageLeftovers, recoveryPointLeftovers } from "./vaults-and-images";

const finders: readonly Finder[] = [
  clusterLeftovers,
  logGroupLeftovers,
  secretLeftovers,
  keyLeftovers,
  databaseLeftovers,
  cacheLeftovers,
  recoveryPointLeftovers,
  imageLeftovers,
];

/**
 * What is left in AWS of stacks whose state is empty. Those that are deployed are named and left alone: what they have
 * made is in use.
 */
export function findLeftovers(stacks: SynthesizedStacks, order: readonly string[], terraform: Terraform, aws: Aws) {
  const names = new DeployedNames(stacks);
  const deployed = order.filter((stack) => !terraform.isEmpty(stack));
  const gone = order.filter((stack) => !deployed.includes(stack));
  return { deployed, leftovers: gone.flatMap((stack) => finders.flatMap((find) => find(aws, names, stack))) };
}

/** One line for each, those that hold data last. */
export function describeLeftovers(leftovers: readonly Leftover[]): string {
  if (leftovers.length === 0) return "nothing is left\n";
  const lines = leftovers
    .toSorted((a, b) => Number(a.isBackup) - Number(b.isBackup))
    .map(({ kind, region, name, note }) => `  ${kind} ${name} in ${region}${note ? `: ${note}` : ""}\n`);
  return `these are left:\n\n${lines.join("")}`;
}

/**
 * Deletes leftovers, those that hold data only where that is asked for.
 *
 * @returns those that are still there.
 * @throws RefusedCall when AWS refuses one.
 */
export function removeLeftovers(
  leftovers: readonly Leftover[],
  aws: Aws,
  machine: Machine,
  { backups }: { backups: boolean },
): Leftover[] {
  const removed = leftovers.filter(({ removal, isBackup }) => removal !== undefined && (backups || !isBackup));
  for (const { kind, region, name, removal = [] } of removed) {
    machine.say(`deletes the ${kind} ${name} in ${region}`);
    aws.find(region, ...removal);
  }
  return leftovers.filter((one) => !removed.includes(one));
}
