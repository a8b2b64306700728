import { parse } from "yaml";
import { walk } from "../support/workflow-run";
import type { Step } from "../support/workflows";
import { actionText, readWorkflow } from "../support/workflows";

const { jobs } = readWorkflow("drift.yml");

test.each([
  ["a plan", "plan", ["synthesize", "order", "plan", "report"]],
  ["the order", "order", ["synthesize", "order", "report"]],
  ["synthesis", "synthesize", ["synthesize", "report"]],
] as const)("the report is made when %s failed", (_, job, expected) => {
  const results = walk(jobs, { ends: { [job]: { result: "failure" } } });
  expect(Object.keys(results).filter((name) => results[name] !== "skipped")).toEqual(expected);
});

test("a plan that is missing or failed leaves the issue open", () => {
  const [report, issue] = jobs.report?.steps?.slice(-2) ?? [];
  expect(report?.run).toMatch(/--order matrix\.json --only-changes --check .* \|\| complete=false\n/);
  expect(report?.run).toContain('echo "complete=$complete" >> "$GITHUB_OUTPUT"');
  expect(issue?.with?.complete).toBe("${{ steps.report.outputs.complete }}");
});

test("an empty report closes the issue only where everything was looked at", () => {
  const action: { readonly runs: { readonly steps: readonly Step[] } } = parse(actionText("report-issue/action.yml"));
  const [step] = action.runs.steps;
  expect(step?.env?.COMPLETE).toBe("${{ inputs.complete }}");
  const script = step?.run ?? "";
  expect(script.indexOf('"$COMPLETE" != true')).toBeGreaterThan(0);
  expect(script.indexOf('"$COMPLETE" != true')).toBeLessThan(script.indexOf("gh issue close"));
  const compared = readWorkflow("chart-versions.yml").jobs.compare?.steps?.at(-1);
  expect(compared?.with?.complete).toBe("${{ steps.compare.outcome == 'success' }}");
});
