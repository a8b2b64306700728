import { plannedResources } from "../pipeline/planned-resources";
import { orderStacks } from "../pipeline/stack-order";
import type { SynthesizedStacks } from "../pipeline/synthesized-stacks";
import { type Estimate, estimate } from "./estimate";

/**
 * The estimates of one environment, or of all that are deployed, sorted by name.
 *
 * @throws Error when no stack is of the environment.
 */
export function estimateEnvironments(stacks: SynthesizedStacks, environment?: string): Estimate[] {
  const ordered = orderStacks(stacks, { environment, deployable: true });
  const names = [...new Set(ordered.map((stack) => stack.environment))].sort();
  return names.map((name) => {
    const own = ordered.filter((stack) => stack.environment === name).map(({ stack }) => stack);
    return estimate(name, plannedResources(stacks, own));
  });
}
