import type { App } from "cdktf";
import { addEnvironment } from "../../src/assembly/environment";
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
  for (const environment of loadEnvironments([input])) addEnvironment(app, environment);
}

/** The document's production after a change of its sections: its stacks, by name. */
export function synthProduction(changes: Record<string, unknown>): Record<string, StackJson> {
  return synthApp((app) => addInput(app, productionWith(changes)));
}
