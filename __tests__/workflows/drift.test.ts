import { parse } from "yaml";
import { isNight, readOfficeHours } from "../../src/lifecycle/office-hours";
import { SynthesizedStacks } from "../../src/pipeline/synthesized-stacks";
import { fixtureOutput } from "../support/output-folder";
import { walk } from "../support/workflow-run";
import type { Step } from "../support/workflows";
import { actionText, readWorkflow } from "../support/workflows";

const { jobs, on } = readWorkflow("drift.yml");

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
  expect(report?.run).toMatch(
    /--order matrix\.json --asleep cdktf\.out --only-changes --check .* \|\| complete=false\n/,
  );
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

test.each(["development", "staging"])("it runs while %s is awake, in summer and in winter", (environment) => {
  const hours = readOfficeHours(new SynthesizedStacks(fixtureOutput()), environment);
  if (!hours) throw new Error(`${environment} of the fixtures has office hours`);
  const [, minute = "", hour = ""] = /^(\d+) (\d+) \* \* 1-5$/.exec(on.schedule?.[0]?.cron ?? "") ?? [];
  // Mondays: GitHub may begin an hour late.
  for (const day of ["2026-01-12", "2026-07-13"]) {
    const begins = new Date(`${day}T${hour}:${minute.padStart(2, "0")}:00Z`);
    for (const late of [0, 60]) expect(isNight(hours, new Date(begins.getTime() + late * 60_000))).toBe(false);
  }
});
