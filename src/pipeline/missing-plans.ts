import type { OrderedStack } from "./stack-order";

/**
 * Names the stacks of which no plan was made, because their job failed before it came to that.
 *
 * @param matrix what `stack-order --format matrix` printed, "" where it did not come to that
 * @param hasPlan whether the plan of a stack is there
 * @returns Markdown, empty when each stack has its plan
 */
export function missingPlansReport(matrix: string, hasPlan: (stack: string) => boolean): string {
  if (matrix.trim() === "") return "\nThe stacks could not be listed, so none of them was planned.\n";
  const { include }: { readonly include: readonly OrderedStack[] } = JSON.parse(matrix);
  const missing = include.filter(({ stack }) => !hasPlan(stack)).map(({ stack }) => `- \`${stack}\`\n`);
  if (missing.length === 0) return "";
  return `\nNo plan was made of these stacks; their jobs say why:\n\n${missing.join("")}`;
}
