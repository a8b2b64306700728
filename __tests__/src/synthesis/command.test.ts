import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
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

test("an interrupted synth leaves a whole output and nothing else, and warns of values that are set at creation", async () => {
  const outdir = path.join(folder, "cdktf.out");
  const stack = liveStacks().find((name) => name.endsWith("-network")) ?? "";
  fs.mkdirSync(path.join(outdir, "stacks", stack), { recursive: true });
  const earlier = JSON.stringify({ provider: { aws: [{ region: "xx-north-1" }] } });
  fs.writeFileSync(path.join(outdir, "stacks", stack, "cdk.tf.json"), earlier);
  const env = { ...process.env, CDKTF_OUTDIR: "", TECHALLY_STATE: "" };
  const command = spawn(process.execPath, [run, path.join(projectRoot, "main.ts")], { cwd: folder, env });
  const ended = once(command, "exit");
  const warnings = text(command.stderr);
  while (command.exitCode === null && !isStaging(outdir)) await setTimeout(5);
  command.kill("SIGINT");
  expect(await ended).toEqual([130, null]);
  expect(await warnings).toContain(`${stack}: the region was "xx-north-1" and is `);
  expect(await warnings).toContain(
    "Compared with the earlier output in cdktf.out, not with what is deployed; see docs/set-at-creation.md\n",
  );
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
