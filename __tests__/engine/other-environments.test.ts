import { rehearse } from "../support/engine/rehearse-environment";
import { fixtureStack, fixtureStacks } from "../support/stack-json";

/** The arguments that a stack sets, nested ones included, each with the type of its resource or data source. */
function argumentsOf(stack: string): string[] {
  const { resource = {}, data = {} } = fixtureStack(stack).root;
  const paths = (value: unknown, path: string): string[] => {
    if (Array.isArray(value)) return value.flatMap((item) => paths(item, path));
    if (typeof value !== "object" || value === null) return [path];
    return Object.entries(value).flatMap(([key, item]) => paths(item, `${path}.${key}`));
  };
  return Object.entries({ ...resource, ...data }).flatMap(([type, named]) =>
    Object.values(named as Record<string, unknown>).flatMap((block) => paths(block, type)),
  );
}

const isStaging = (stack: string) => stack.startsWith("staging-");
const known = new Set(
  fixtureStacks()
    .filter((stack) => !isStaging(stack))
    .flatMap(argumentsOf),
);

/** Staging is production in smaller: Terraform has seen what sets no argument that the other environments do not set. */
const isNew = (stack: string) => argumentsOf(stack).some((argument) => !known.has(argument));

rehearse(
  "bootstrap, development, and of staging what sets other arguments",
  (stack) => !stack.startsWith("production-") && (!isStaging(stack) || isNew(stack)),
);
