import { orderStacks } from "../pipeline/stack-order";
import type { SynthesizedStacks } from "../pipeline/synthesized-stacks";
import { isNight, readOfficeHours } from "./office-hours";

/** Providers that ask a cluster, of which nothing answers in an environment that sleeps. */
const askingClusters = ["kubernetes", "helm"];

/** Stacks with objects in a cluster that `autoShutdown` has without nodes at this time: they can not be planned. */
export function sleepingStacks(stacks: SynthesizedStacks, now: Date): string[] {
  const environments = [...new Set(stacks.names.map((name) => stacks.environmentOf(name)))];
  return environments.flatMap((environment) => {
    const hours = readOfficeHours(stacks, environment);
    if (!hours || !isNight(hours, now)) return [];
    const names = orderStacks(stacks, { environment }).map(({ stack }) => stack);
    return names.filter((name) => askingClusters.some((provider) => stacks.read(name).provider?.[provider]));
  });
}
