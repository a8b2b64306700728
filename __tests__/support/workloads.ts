import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { synthProduction } from "./changed-environments";
import type { StackJson } from "./stack-json";
import { synthConstruct, type TestStack } from "./synth";

/** The workloads of production's primary region after a change of its sections; no standby has a part in them. */
export function productionWorkloads(changes: Record<string, unknown>): StackJson {
  const stacks = synthProduction({ disasterRecovery: undefined, ...changes }, ["production-workloads"]);
  return stacks["production-workloads"] as StackJson;
}

/** The manifest of a custom resource. */
export function manifestOf(stack: StackJson, name: string): Record<string, unknown> {
  return stack.resource("kubernetes_manifest", name).manifest as Record<string, unknown>;
}

/** Synthesizes what `build` puts into a stack with a Kubernetes provider. */
export function synthInCluster(build: (stack: TestStack) => void): StackJson {
  return synthConstruct((stack) => {
    new KubernetesProvider(stack, "kubernetes");
    build(stack);
  });
}
