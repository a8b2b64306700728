import { environments } from "../../environments";
import { production } from "../../environments/production";
import { ConfigurationError, type EnvironmentInput, loadEnvironments, type Problem } from "../../src/config";

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends object ? Mutable<T[K]> : T[K] };

/** Environments that may be broken in any way, as a JavaScript user could. */
export type Draft = Mutable<EnvironmentInput> & Record<string, unknown>;

/** Copies of the shipped environments, to be changed by a test. */
export function draftEnvironments(): { production: Draft; staging: Draft; development: Draft } {
  const [production, staging, development] = structuredClone(environments) as unknown as Draft[];
  if (!production || !staging || !development) throw new Error("three environments are shipped");
  return { production, staging, development };
}

/** What is reported when the shipped environments are changed; empty when nothing is wrong. */
export function problemsAfter(
  change: (drafts: ReturnType<typeof draftEnvironments>) => void,
  options: Parameters<typeof loadEnvironments>[1] = {},
): readonly Problem[] {
  const drafts = draftEnvironments();
  change(drafts);
  return problemsOf(Object.values(drafts), options);
}

/** What is reported for the given environments, whatever their shape. */
export function problemsOf(
  inputs: readonly unknown[],
  options: Parameters<typeof loadEnvironments>[1] = {},
): readonly Problem[] {
  try {
    loadEnvironments(inputs as EnvironmentInput[], options);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

/** Production with some keys of its sections replaced; `undefined` removes a section. */
export function productionWith(changes: Record<string, unknown>): EnvironmentInput {
  const current = production as Record<string, unknown>;
  const merged = Object.entries(changes).map(([name, change]) => {
    const isObject = typeof change === "object" && change !== null;
    return [name, isObject ? { ...(current[name] as object), ...change } : change];
  });
  return { ...production, ...Object.fromEntries(merged) };
}

/** What is wrong with production after a change; empty when it is accepted. */
export function problemsWith(changes: Record<string, unknown>): readonly Problem[] {
  return problemsOf([productionWith(changes)]);
}
