import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { projectRoot } from "../../support/output-folder";
import { liveStacks, stackNames } from "../../support/stack-json";

const run = path.join(projectRoot, "scripts", "run.cjs");
let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-command-"));
});

afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

test("an interrupted synth leaves a whole output and nothing else, in cdktf.out where no other folder is named", async () => {
  const env = { ...process.env, CDKTF_OUTDIR: "", TECHALLY_STATE: "" };
  const command = spawn(process.execPath, [run, path.join(projectRoot, "main.ts")], { cwd: folder, env });
  const ended = once(command, "exit");
  const outdir = path.join(folder, "cdktf.out");
  while (command.exitCode === null && !isStaging(outdir)) await setTimeout(5);
  command.kill("SIGINT");
  expect(await ended).toEqual([130, null]);
  expect(fs.readdirSync(folder)).toEqual(["cdktf.out"]);
  expect(fs.readdirSync(outdir).sort()).toEqual(["manifest.json", "stacks"]);
  expect(stackNames(outdir)).toEqual(liveStacks());
  expect(fs.readdirSync(path.join(outdir, "stacks")).sort()).toEqual(liveStacks());
}, 60_000);

function isStaging(outdir: string): boolean {
  return fs.existsSync(outdir) && fs.readdirSync(outdir).some((entry) => entry.startsWith(".partial-"));
}

test.each([
  ["SIGTERM", 143],
  ["SIGHUP", 129],
  ["0", 7],
])("signal %s waits until the work is done, and is the exit code", (signal, status) => {
  const entry = path.join(folder, "entry.ts");
  fs.writeFileSync(
    entry,
    `import { holdSignals } from ${JSON.stringify(path.join(projectRoot, "src", "synthesis", "hold-signals"))};
     process.exitCode = 7;
     holdSignals();
     process.kill(process.pid, ${JSON.stringify(signal)} === "0" ? 0 : ${JSON.stringify(signal)});
     const end = Date.now() + 50;
     while (Date.now() < end);
     console.log("done");`,
  );
  const result = spawnSync(process.execPath, [run, entry], { encoding: "utf8" });
  expect(result).toMatchObject({ status, signal: null, stdout: "done\n", stderr: "" });
});

test("what the output before it says otherwise about values that are set at creation is a warning", () => {
  const stack = liveStacks().find((name) => name.endsWith("-network")) ?? "";
  const before = path.join(folder, "cdktf.out", "stacks", stack, "cdk.tf.json");
  fs.mkdirSync(path.dirname(before), { recursive: true });
  fs.writeFileSync(before, JSON.stringify({ provider: { aws: [{ region: "xx-north-1" }] } }));
  const env = { ...process.env, CDKTF_OUTDIR: "", TECHALLY_STATE: "" };
  const main = path.join(projectRoot, "main.ts");
  const result = spawnSync(process.execPath, [run, main], { cwd: folder, env, encoding: "utf8" });
  expect(result.status).toBe(0);
  expect(result.stderr).toContain(`${stack}: the region was "xx-north-1" and is `);
  expect(result.stderr).toContain("See docs/set-at-creation.md");
}, 60_000);
