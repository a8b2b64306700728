import { production } from "../../environments/production";
import { ConfigurationError, type EnvironmentInput, loadEnvironments, type Problem } from "../../src/config";

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
  try {
    loadEnvironments([productionWith(changes)]);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}
