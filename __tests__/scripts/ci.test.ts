import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { orderStacks } from "../../src/pipeline/stack-order";
import { SynthesizedStacks } from "../../src/pipeline/synthesized-stacks";
import { fixtureOutput, projectRoot } from "../support/output-folder";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-ci-"));
const calls = path.join(folder, "calls.txt");
const runnerOutput = path.join(folder, "github-output.txt");
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

beforeAll(() => {
  // A checkout as the runner has it, with a terraform that notes what it was asked to do.
  for (const entry of ["scripts", "src", "node_modules", "package.json"]) {
    fs.symlinkSync(path.join(projectRoot, entry), path.join(folder, entry));
  }
  fs.symlinkSync(fixtureOutput(), path.join(folder, "cdktf.out"));
});

beforeEach(() => {
  fs.rmSync(calls, { force: true });
  fs.rmSync(runnerOutput, { force: true });
});

/** Runs one of the workflows' scripts; `terraform` is the body of the program that it finds under that name. */
function run(script: string, args: readonly string[], terraform: string) {
  const bin = path.join(folder, "bin");
  fs.mkdirSync(bin, { recursive: true });
  const body = `#!/bin/sh\necho "$@" >> ${JSON.stringify(calls)}\ncat > /dev/null\n${terraform}\n`;
  fs.writeFileSync(path.join(bin, "terraform"), body, { mode: 0o755 });
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}`, GITHUB_OUTPUT: runnerOutput };
  const { status, stdout } = spawnSync("bash", [path.join("scripts", "ci", script), ...args], {
    cwd: folder,
    env,
    encoding: "utf8",
    input: "",
  });
  return { status, stdout, calls: fs.existsSync(calls) ? fs.readFileSync(calls, "utf8").trim().split("\n") : [] };
}

describe("scripts/ci/apply.sh", () => {
  const staging = orderStacks(new SynthesizedStacks(fixtureOutput()), { environment: "staging" });

  test("initializes and applies every stack of the environment, in order", () => {
    const result = run("apply.sh", ["staging"], "exit 0");
    expect(result.status).toBe(0);
    expect(result.calls).toEqual(
      staging.flatMap(({ stack }) => [
        `-chdir=cdktf.out/stacks/${stack} init -no-color`,
        `-chdir=cdktf.out/stacks/${stack} apply -no-color -auto-approve -lock-timeout=10m`,
      ]),
    );
  });

  test("stops at the first stack that fails", () => {
    const result = run("apply.sh", ["staging"], 'case "$*" in *network*apply*) exit 1;; esac');
    expect(result.status).not.toBe(0);
    const failed = staging.findIndex(({ stack }) => stack === "staging-network");
    expect(result.calls).toHaveLength((failed + 1) * 2);
  });

  test("does nothing for an environment that does not exist", () => {
    const { status, calls } = run("apply.sh", ["prod"], "exit 0");
    expect(status).not.toBe(0);
    expect(calls).toEqual([]);
  });
});

describe("scripts/ci/plan.sh", () => {
  const planned = (file: string) => fs.readFileSync(path.join(folder, "plans", `staging-dns.${file}`), "utf8");

  test.each([
    ["no changes", 'case "$*" in *plan*) echo "No changes.";; esac', "0", "No changes."],
    ["changes", 'case "$*" in *plan*) echo "Plan: 1 to add."; exit 2;; esac', "2", "Plan: 1 to add."],
    ["a plan that fails", 'case "$*" in *plan*) echo Error: no plan >&2; exit 1;; esac', "1", "Error: no plan"],
    ["an init that fails", "echo Error: no init >&2; exit 1", "1", "Error: no init"],
  ])("%s: the exit code and what was printed are left for the report", (_, terraform, exitCode, printed) => {
    const result = run("plan.sh", ["staging-dns", "-lock=false"], terraform);
    expect(result.status).toBe(0);
    expect(planned("exitcode").trim()).toBe(exitCode);
    expect(fs.readFileSync(runnerOutput, "utf8")).toBe(`exitcode=${exitCode}\n`);
    expect(planned("txt")).toBe(result.stdout);
    expect(planned("txt")).toContain(printed);
  });

  test("passes on arguments", () => {
    expect(run("plan.sh", ["staging-dns", "-lock=false"], "exit 0").calls).toEqual([
      "-chdir=cdktf.out/stacks/staging-dns init -no-color",
      "-chdir=cdktf.out/stacks/staging-dns plan -no-color -detailed-exitcode -lock=false",
    ]);
  });
});
