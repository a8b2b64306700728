import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { projectRoot } from "../support/output-folder";

// A project of its own, with files that this one could not hold: they do not compile.
let project: string;

beforeAll(() => {
  project = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "techally-run-")));
  for (const folder of ["scripts", "environments", "node_modules"]) fs.mkdirSync(path.join(project, folder));
  fs.copyFileSync(path.join(projectRoot, "scripts", "run.cjs"), path.join(project, "scripts", "run.cjs"));
  for (const name of ["esbuild", "@esbuild"]) {
    fs.symlinkSync(path.join(projectRoot, "node_modules", name), path.join(project, "node_modules", name));
  }
  fs.writeFileSync(path.join(project, "node_modules", ".package-lock.json"), "{}");
  fs.writeFileSync(path.join(project, "main.ts"), 'import { staging } from "./environments/staging";\nvoid staging;\n');
});

afterAll(() => fs.rmSync(project, { recursive: true }));

function run(staging: string, environment: NodeJS.ProcessEnv = {}) {
  fs.writeFileSync(path.join(project, "environments", "staging.ts"), staging);
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/run.cjs", "main.ts"], {
    cwd: project,
    env: { ...process.env, TECHALLY_TRACES: "", ...environment },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

test.each([
  [
    "uses a name that does not exist",
    "export const staging = {\n  prefix: nowhere,\n};\n",
    "environments/staging.ts:2:11: ReferenceError: nowhere is not defined\n",
  ],
  [
    "imports a package that is not installed",
    '\nimport { zones } from "not-installed";\nexport const staging = { zones };\n',
    "environments/staging.ts:2:23: Error: Cannot find module 'not-installed'\n",
  ],
  [
    "imports a file that does not exist",
    '\nimport { zones } from "./zones";\nexport const staging = { zones };\n',
    'environments/staging.ts:2:23: Could not resolve "./zones"\n',
  ],
  [
    "is not TypeScript",
    "export const staging = {\n  prefix = 1;\n};\n",
    'environments/staging.ts:2:13: Expected "}" but found ";"\n',
  ],
])("a file that %s: where and what, and nothing of how it was loaded", (_title, staging, stderr) => {
  expect(run(staging)).toEqual({ status: 1, stdout: "", stderr });
});

test("shows how a file was loaded to those who ask for traces", () => {
  const { status, stderr } = run("export const staging = nowhere;\n", { TECHALLY_TRACES: "1" });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^ReferenceError: nowhere is not defined\n {4}at /m);
  expect(stderr).toContain("scripts/run.cjs");
});

test("runs a file that loads", () => {
  expect(run('export const staging = console.log("loaded");\n')).toEqual({ status: 0, stdout: "loaded\n", stderr: "" });
});
