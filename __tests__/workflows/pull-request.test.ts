import { type Ended, evaluate, type Result, walk } from "../support/workflow-run";
import { readWorkflow } from "../support/workflows";

const { jobs } = readWorkflow("pull-request.yml");
const before = ["synthesize", "engine", "changes"] as const;

/** A pull request from a repository, by somebody. */
function opened(from: string, by: string) {
  const pull_request = { head: { repo: { full_name: from } }, user: { login: by } };
  return { github: { repository: "techally/infrastructure", event: { pull_request } } };
}
const own = opened("techally/infrastructure", "ada");
const withStacks: Ended = { result: "success", outputs: { count: "2" } };
const withoutStacks: Ended = { result: "success", outputs: { count: "0" } };

const gate = jobs.all?.steps?.at(-1);

/** Whether the required check passes with these results. */
function passes(results: Readonly<Record<string, Result>>): boolean {
  const needs = Object.fromEntries(Object.entries(results).map(([name, result]) => [name, { result }]));
  return !evaluate(`always() && (${gate?.if})`, { needs }, { success: true, failure: false, cancelled: false });
}

describe("which jobs run", () => {
  test("all of them where stacks differ and there are credentials", () => {
    const results = walk(jobs, { contexts: own, ends: { changes: withStacks } });
    expect(Object.values(results)).toEqual(Object.keys(jobs).map(() => "success"));
    expect(passes(results)).toBe(true);
  });

  test("no plan where no stack differs; the report brings an earlier comment up to date", () => {
    const results = walk(jobs, { contexts: own, ends: { changes: withoutStacks } });
    expect(results).toMatchObject({ plan: "skipped", report: "success", all: "success" });
    expect(passes(results)).toBe(true);
  });

  test.each([
    ["a fork", opened("somebody/infrastructure", "somebody")],
    ["Dependabot", opened("techally/infrastructure", "dependabot[bot]")],
  ])("a pull request from %s is green without credentials", (_, contexts) => {
    const results = walk(jobs, { contexts, ends: { changes: withStacks } });
    expect(results).toMatchObject({ changes: "success", plan: "skipped", report: "skipped", all: "success" });
    expect(passes(results)).toBe(true);
  });

  test("the job that everybody gets a report from needs no credentials", () => {
    const summary = jobs.changes?.steps?.find(({ run }) => run?.includes("stack-differences.ts"));
    expect(summary?.run).toContain('--changed-since base/cdktf.out >> "$GITHUB_STEP_SUMMARY"');
    expect(jobs.changes?.environment).toBeUndefined();
    expect(jobs.changes?.permissions).toEqual({ contents: "read" });
  });

  test("plans that were made are reported when a job that plans failed", () => {
    const ends = { changes: withStacks, plan: { result: "failure" } } as const;
    expect(walk(jobs, { contexts: own, ends }).report).toBe("success");
  });

  test("nothing is reported for a run that is cancelled, and its check fails", () => {
    const results = walk(jobs, { contexts: own, ends: { changes: withStacks }, cancelledAfter: "plan" });
    expect(results).toMatchObject({ report: "skipped", all: "success" });
  });
});

describe("the one check to require", () => {
  const fine = { synthesize: "success", engine: "success", changes: "success", plan: "success", report: "success" };
  const results = (changed: Partial<Record<keyof typeof fine, Result>>) =>
    ({ ...fine, ...changed }) as Record<string, Result>;

  test("it waits for every other job, and always says something", () => {
    expect(jobs.all?.needs).toEqual(Object.keys(jobs).filter((name) => name !== "all"));
    expect(jobs.all?.if).toBe("always()");
    expect(gate?.run).toBe("exit 1");
  });

  test.each(before)("%s has to succeed", (job) => {
    expect(passes(results({}))).toBe(true);
    for (const result of ["failure", "cancelled", "skipped"] as const) {
      expect(passes(results({ [job]: result }))).toBe(false);
    }
  });

  test.each(["plan", "report"] as const)("%s may have been skipped", (job) => {
    expect(passes(results({ [job]: "skipped" }))).toBe(true);
    for (const result of ["failure", "cancelled"] as const) expect(passes(results({ [job]: result }))).toBe(false);
  });
});

test("the pull request is compared with what its merge commit was made from", () => {
  const [checkout] = jobs.changes?.steps ?? [];
  expect(checkout?.with).toMatchObject({ "fetch-depth": 2 });
  expect(checkout?.with).not.toHaveProperty("ref");
  expect(jobs.changes?.steps?.map(({ run }) => run)).toContain("git worktree add --detach base HEAD^1");
});

test("a plan that could not be made fails the report, after the comment is written", () => {
  const [report, comment] = jobs.report?.steps?.slice(-2) ?? [];
  expect(report?.run).toContain("plan-report.ts --plans plans --order matrix.json --asleep cdktf.out --check");
  expect(report?.run?.trimEnd()).toMatch(/\n\[ -z "\$\{failed:-\}" \]$/);
  expect(comment?.if).toBe("${{ !cancelled() && steps.report.outcome != 'skipped' }}");
  expect(comment?.run).toContain('scripts/ci/comment.sh "$NUMBER" report.md');
});
