import { ConfigurationError, type EnvironmentInput, loadEnvironments, type Problem } from "../../src/config";
import { draftEnvironments, productionWith } from "./changed-environments";

/** What is reported when the document's environments are changed; empty when nothing is wrong. */
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

/** What is wrong with production after a change; empty when it is accepted. */
export function problemsWith(changes: Record<string, unknown>): readonly Problem[] {
  return problemsOf([productionWith(changes)]);
}
