import type { Environment } from "../environment";
import type { LocalProblem, PathPart } from "../problem";

/** Somebody can bring images, and the repositories that they go to are the account owner's. */
export function checkDelivery({ delivery, ownsAccount }: Partial<Environment>): LocalProblem[] {
  if (!delivery) return [];
  const { repository, branches, tags, environments, planEnvironment, registryRegion } = delivery;
  const problems: LocalProblem[] = [];
  const add = (key: PathPart, value: unknown, allowed: string, fix: string) =>
    problems.push({ path: ["delivery", key], value, allowed, fix });
  if (repository === undefined && planEnvironment !== undefined) {
    add("repository", repository, "a GitHub repository, with planEnvironment", "add it, or remove planEnvironment");
  }
  if (ownsAccount && repository !== undefined && branches.length + tags.length + environments.length === 0) {
    const fix = "name a branch, a tag or an environment, or remove repository";
    add("branches", branches, "at least one branch, unless tags or environments has an entry", fix);
  }
  if (ownsAccount && registryRegion !== undefined) {
    const fix = "remove it: the environment that owns the account has the registry in its own region";
    add("registryRegion", registryRegion, "nothing, with ownsAccount", fix);
  }
  return problems;
}
