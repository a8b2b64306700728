import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fixtureOutput, projectRoot } from "../support/output-folder";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-preflight-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Runs a command as `npm run` does, with no program on the path but those of `programs`. */
function run(script: string, args: readonly string[], programs: Readonly<Record<string, string>> = {}) {
  for (const [name, body] of Object.entries(programs)) {
    fs.writeFileSync(path.join(folder, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  }
  const command = ["scripts/run.cjs", `scripts/${script}.ts`, ...args, "--output", fixtureOutput()];
  const env = { ...process.env, PATH: folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: projectRoot, env, encoding: "utf8" });
  return { status, stdout, stderr };
}

test("preflight without the AWS CLI says so, and has exit code 1", () => {
  const { status, stdout } = run("preflight", ["staging"], { terraform: `echo '{"terraform_version":"1.11.4"}'` });
  expect(status).toBe(1);
  expect(stdout).toContain("BLOCKS   AWS CLI: not found, needed is version 2\n");
  expect(stdout).toContain("ok       Terraform: 1.11.4\n");
  expect(stdout).toMatch(/\nstaging: 2 in the way, 1 unknown, 1 to know, \d fine\n$/);
});

test("preflight of no environment, or of one that is not there, names those that are", () => {
  const none = run("preflight", []);
  expect(none).toMatchObject({ status: 1, stdout: "" });
  expect(none.stderr).toContain("no environment was named; there are: development, production, staging\n\nusage: ");
  expect(run("preflight", ["qa"]).stderr).toMatch(
    /^no stack of environment "qa"; there are: development, production, /,
  );
});

test("cost of one environment, and a refusal of two", () => {
  expect(run("cost", ["staging"]).stdout).toMatch(/^staging, US dollars a month of 730 hours/);
  const two = run("cost", ["staging", "production"]);
  expect(two).toMatchObject({ status: 1, stdout: "", stderr: expect.stringMatching("^allowed is one environment") });
});

test.each(["preflight", "cost"])("%s --help says how to use it", (script) => {
  const { status, stdout } = run(script, ["--help"]);
  expect(status).toBe(0);
  expect(stdout).toMatch(new RegExp(`^usage: npm run ${script} -- `));
});
