import type { App } from "cdktf";
import { addStacks } from "../../src/assembly/stacks";
import { type EnvironmentInput, loadEnvironments } from "../../src/config";
import { development, production, staging } from "../fixtures/environments";
import type { StackJson } from "./stack-json";
import { synthApp } from "./synth";

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends object ? Mutable<T[K]> : T[K] };

/** Environments that may be broken in any way, as a JavaScript user could. */
export type Draft = Mutable<EnvironmentInput> & Record<string, unknown>;

/** Copies of the document's environments, to be changed by a test. */
export function draftEnvironments(): { production: Draft; staging: Draft; development: Draft } {
  return structuredClone({ production, staging, development }) as unknown as ReturnType<typeof draftEnvironments>;
}

/** The document's production with some keys of its sections replaced; `undefined` removes a section. */
export function productionWith(changes: Record<string, unknown>): EnvironmentInput {
  const current = production as Record<string, unknown>;
  const merged = Object.entries(changes).map(([name, change]) => {
    const isObject = typeof change === "object" && change !== null;
    return [name, isObject ? { ...(current[name] as object), ...change } : change];
  });
  return { ...production, ...Object.fromEntries(merged) };
}

/** Adds the stacks of one environment. */
export function addInput(app: App, input: EnvironmentInput): void {
  addStacks(app, loadEnvironments([input]));
}

/** Stacks of one environment; their names stand without the environment's. */
export function synthEnvironment(
  input: EnvironmentInput,
  ...names: readonly [string, ...string[]]
): (name: string) => StackJson {
  const stacks = synthApp(
    (app) => addInput(app, input),
    names.map((name) => `${input.name}-${name}`),
  );
  return (name) => {
    const stack = stacks[`${input.name}-${name}`];
    if (!stack) throw new Error(`${name} was not asked for; there are: ${names.join(", ")}`);
    return stack;
  };
}

/**
 * The document's production after a change of its sections: its stacks, by name.
 *
 * @param only - the stacks to write. Default: all of them.
 */
export function synthProduction(changes: Record<string, unknown>, only?: readonly string[]): Record<string, StackJson> {
  return synthApp((app) => addInput(app, productionWith(changes)), only);
}
