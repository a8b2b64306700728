import { environments } from "../../environments";
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

export function problemsOf(
  inputs: readonly EnvironmentInput[],
  options: Parameters<typeof loadEnvironments>[1] = {},
): readonly Problem[] {
  try {
    loadEnvironments(inputs, options);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}
