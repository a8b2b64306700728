import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { projectRoot } from "../support/output-folder";
import { actionText, readWorkflow, type Step, stepsOf } from "../support/workflows";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-github-"));
const calls = path.join(folder, "calls.txt");
const summary = path.join(folder, "summary.md");
const output = path.join(folder, "output.txt");
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What it was asked for, a line of arguments each. */
  readonly calls: readonly string[];
}

/** Runs bash as a step does; `program` is the body of what it finds under the names of the GitHub CLI and of Node. */
function bash(args: readonly string[], program: string, env: Readonly<Record<string, string>> = {}): Run {
  const bin = path.join(folder, "bin");
  fs.mkdirSync(bin, { recursive: true });
  const body = `#!/bin/bash\nprintf '%s\\n' "$(tr '\\n' '~' <<< "$*")" >> ${JSON.stringify(calls)}\n${program}\n`;
  for (const name of ["gh", "node"]) fs.writeFileSync(path.join(bin, name), body, { mode: 0o755 });
  fs.rmSync(calls, { force: true });
  const { status, stdout, stderr } = spawnSync("bash", ["-e", ...args], {
    cwd: folder,
    encoding: "utf8",
    env: {
      ...process.env,
      PATH: `${bin}${path.delimiter}${process.env.PATH}`,
      GITHUB_REPOSITORY: "techally/infrastructure",
      GITHUB_RUN_NUMBER: "42",
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_OUTPUT: output,
      ...env,
    },
  });
  const made = fs.existsSync(calls) ? fs.readFileSync(calls, "utf8").trim().split("\n") : [];
  return { status, stdout, stderr, calls: made };
}

function file(name: string, text: string): string {
  fs.writeFileSync(path.join(folder, name), text);
  return name;
}

describe("scripts/ci/comment.sh", () => {
  const script = path.join(projectRoot, "scripts", "ci", "comment.sh");
  const comment = (gh: string, ...more: readonly string[]) =>
    bash([script, "7", file("report.md", "## Plans\n"), ...more], gh);
  const [list, none] = ['case "$*" in *--paginate*) printf "11\\n12\\n";; esac', "true"];
  const text = "body=<!-- terraform-plans -->~## Plans~";

  test("looks for a comment that the workflows wrote and that carries the mark, and edits that one", () => {
    const { status, calls: made } = comment(list);
    expect(status).toBe(0);
    expect(made).toHaveLength(2);
    expect(made[0]).toContain("api --paginate repos/techally/infrastructure/issues/7/comments --jq");
    expect(made[0]).toContain(
      '.user.login == "github-actions[bot]" and (.body | startswith("<!-- terraform-plans -->"))',
    );
    expect(made[1]).toBe(
      `api --silent --method PATCH repos/techally/infrastructure/issues/comments/11 --raw-field ${text}`,
    );
  });

  test("writes one where there is none", () => {
    expect(comment(none).calls[1]).toBe(
      `api --silent --method POST repos/techally/infrastructure/issues/7/comments --raw-field ${text}`,
    );
  });

  test("only brings up to date what is there, where that is asked for", () => {
    expect(comment(none, "--only-update")).toMatchObject({ status: 0, calls: [expect.stringContaining("--paginate")] });
    expect(comment(list, "--only-update").calls[1]).toContain("--method PATCH");
  });

  test("fails when GitHub does", () => {
    expect(comment("exit 1")).toMatchObject({ status: 1, calls: [expect.stringContaining("--paginate")] });
  });
});

describe("scripts/ci/runs-ahead.sh", () => {
  const script = path.join(projectRoot, "scripts", "ci", "runs-ahead.sh");

  test("names the runs that began before this one and are not done", () => {
    const gh = `case "$*" in
      *status=waiting*) echo "- [#40](https://a) One: waiting"; echo "- [#39](https://b) Two: waiting";;
      *status=pending*) echo "- [#41](https://c) Three: pending";;
    esac`;
    const { status, stdout, calls: made } = bash([script, "deploy.yml"], gh);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^An environment takes.*\n\n- \[#40\].*waiting\n- \[#39\].*waiting\n- \[#41\].*pending\n$/);
    expect(made.map((call) => /status=(\w+)/.exec(call)?.[1])).toEqual(["waiting", "in_progress", "pending", "queued"]);
    for (const call of made) {
      expect(call).toContain("repos/techally/infrastructure/actions/workflows/deploy.yml/runs?");
      expect(call).toContain("select(.run_number < 42)");
    }
  });

  test("says so when there are none, and fails when GitHub does", () => {
    expect(bash([script, "deploy.yml"], "true").stdout).toBe("No earlier run is under way.\n");
    expect(bash([script, "deploy.yml"], "exit 1").status).not.toBe(0);
  });
});

describe("the issue of a report", () => {
  const [step] = stepsOf(actionText("report-issue/action.yml"));
  const open = 'case "$*" in "issue list"*) echo 5;; esac';
  const report = (text: string, complete: string, gh: string) =>
    bash(["-c", step?.run ?? ""], gh, {
      BODY: file("body.md", text),
      COMPLETE: complete,
      TITLE: "Drift",
      LABEL: "drift",
    }).calls.slice(2);

  test("is opened, and brought up to date", () => {
    expect(report("two stacks", "true", "true")).toEqual([
      "issue create --title Drift --label drift --body-file body.md~",
    ]);
    expect(report("two stacks", "false", open)).toEqual(["issue edit 5 --title Drift --body-file body.md~"]);
  });

  test("is closed by an empty report, unless not everything was looked at", () => {
    expect(report("", "true", open)).toEqual(["issue close 5 --comment Nothing left to report.~"]);
    expect(report("", "false", open)).toEqual([]);
    expect(report("", "", open)).toEqual([]);
    expect(report("", "true", "true")).toEqual([]);
  });
});

describe("an environment that does not wake", () => {
  const steps: readonly Step[] = readWorkflow("deploy-environment.yml").jobs.wake?.steps ?? [];
  const decide = steps.find(({ if: condition }) => condition === "steps.wake.outcome == 'failure'")?.run ?? "";
  const decided = (asleep: string) => bash(["-c", decide], "true", { ASLEEP: asleep, ENVIRONMENT: "staging" });

  test("is left out, with a line", () => {
    fs.rmSync(summary, { force: true });
    const { status, stdout } = decided("true");
    expect(status).toBe(0);
    expect(stdout).toBe("::warning::staging is asleep or about to be, and is not deployed\n");
    expect(fs.readFileSync(summary, "utf8")).toMatch(/^\*\*staging is not deployed by this run:\*\* it is asleep/);
  });

  test.each(["", "false"])("fails when it was not found to be asleep (%j)", (asleep) => {
    expect(decided(asleep).status).not.toBe(0);
  });
});

describe("what was deployed", () => {
  const [{ run: script = "" } = {}] = readWorkflow("deploy.yml").jobs.outcome?.steps ?? [];
  const told = (needs: object) => {
    fs.rmSync(summary, { force: true });
    expect(bash(["-c", script], "true", { NEEDS: JSON.stringify(needs) }).status).toBe(0);
    return fs.readFileSync(summary, "utf8");
  };
  const ended = (result: string, deployed?: string) => ({
    result,
    outputs: deployed === undefined ? {} : { deployed },
  });

  test("an environment that slept is no success, and the page says what to do", () => {
    const text = told({ synthesize: ended("success"), staging: ended("success", "not deployed (asleep)") });
    expect(text).toContain("| synthesize | success |\n| staging | not deployed (asleep) |\n");
    expect(text).toContain("What sleeps did not run this.");
    expect(text).not.toContain("What comes after");
  });

  test("a job that failed says so, whatever its outputs", () => {
    const text = told({ staging: ended("failure", "not deployed"), production: ended("skipped", "") });
    expect(text).toContain("| staging | failure |\n| production | skipped |\n");
    expect(text).toContain("What comes after a job that failed");
    expect(text).not.toContain("What sleeps");
  });
});

describe("the report of plans", () => {
  const matrix = '{"include":[]}';
  /** Runs the step of that name; `check` is how the report judges the plans. */
  function report(
    workflow: string,
    exitCodes: readonly string[],
    check: "exit 0" | "exit 1",
    order = matrix,
    before = "",
  ) {
    for (const left of [summary, output]) fs.rmSync(left, { force: true });
    fs.rmSync(path.join(folder, "plans"), { recursive: true, force: true });
    fs.mkdirSync(path.join(folder, "plans"));
    for (const [index, code] of exitCodes.entries()) file(path.join("plans", `stack-${index}.exitcode`), `${code}\n`);
    file("matrix.json", order);
    const steps: readonly Step[] = readWorkflow(workflow).jobs.report?.steps ?? [];
    const script = steps.find(({ id }) => id === "report")?.run ?? "";
    const { status } = bash(["-c", script], `echo report; ${check}`, {
      MATRIX: order,
      NAME: "staging",
      BEFORE: before,
    });
    const read = (name: string) => (fs.existsSync(name) ? fs.readFileSync(name, "utf8") : "");
    return { status, output: read(output), summary: read(summary), body: read(path.join(folder, "report.md")) };
  }

  test.each([
    [["0", "0"], "false"],
    [["0", "2"], "true"],
    [["1", "0"], "true"],
  ])("a deployment with the exit codes %j has changes: %s", (exitCodes, changes) => {
    const made = report("deploy-environment.yml", exitCodes, "exit 0");
    expect(made).toMatchObject({ status: 0, output: `changes=${changes}\n`, summary: "report\n" });
  });

  test("a deployment shows what became of the environments before it", () => {
    const { summary: shown } = report(
      "deploy-environment.yml",
      ["2"],
      "exit 0",
      matrix,
      "staging: not deployed (asleep)",
    );
    expect(shown).toBe("**Before it, in this run:** staging: not deployed (asleep)\n\nreport\n");
  });

  test("a deployment stops at a plan that failed, and shows it", () => {
    expect(report("deploy-environment.yml", ["1"], "exit 1")).toMatchObject({
      status: 1,
      output: "",
      summary: "report\n",
    });
  });

  test("a pull request gets its report whether or not a plan failed", () => {
    for (const [check, status] of [
      ["exit 0", 0],
      ["exit 1", 1],
    ] as const) {
      expect(report("pull-request.yml", ["2"], check)).toMatchObject({ status, summary: "report\n", body: "report\n" });
    }
  });

  test("drift is reported whether or not all was looked at, and says which", () => {
    expect(report("drift.yml", ["2"], "exit 0")).toMatchObject({
      status: 0,
      output: "complete=true\n",
      body: "report\n",
    });
    expect(report("drift.yml", ["1"], "exit 1")).toMatchObject({
      status: 0,
      output: "complete=false\n",
      body: "report\n",
    });
    expect(report("drift.yml", [], "exit 0", "")).toMatchObject({
      status: 0,
      output: "complete=false\n",
      body: "The stacks could not be listed, so none of them was planned.\n",
    });
  });
});
