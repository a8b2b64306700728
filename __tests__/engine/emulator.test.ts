import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { EmulatedStack } from "../support/engine/emulated-stack";
import { Emulator } from "../support/engine/emulator";
import { describeWith } from "../support/engine/requirements";
import { projectRoot } from "../support/output-folder";

/** In dependency order. */
const stacks = [
  "production-dns",
  "production-network",
  "production-dr-network",
  "production-dr-storage",
  "production-storage",
  "production-ingress",
];

describeWith(["terraform", "emulator"], "stacks applied to an AWS emulator", (toolchain) => {
  const output = fs.mkdtempSync(path.join(os.tmpdir(), "techally-emulator-"));
  const applied: EmulatedStack[] = [];
  let emulator: Emulator;

  beforeAll(async () => {
    execFileSync(process.execPath, [path.join(projectRoot, "scripts", "app.cjs")], {
      cwd: projectRoot,
      env: { ...process.env, CDKTF_OUTDIR: path.join(output, "synthesized"), TECHALLY_STATE: "local" },
    });
    emulator = await Emulator.start(toolchain.emulator);
  }, 60_000);

  afterAll(async () => {
    await emulator?.stop();
    fs.rmSync(output, { recursive: true, force: true });
  });

  test.each(stacks)("%s: apply, then a plan without changes", async (name) => {
    const folder = path.join(output, "run", "stacks", name);
    const stack = new EmulatedStack(toolchain, emulator, path.join(output, "synthesized", "stacks", name), folder);
    for (const gap of stack.gaps) process.stderr.write(`emulator: ${name}: ${gap}\n`);
    applied.push(stack);
    await stack.apply();
    expect((await stack.resources()).sort()).toEqual(stack.expectedResources);
    expect(await stack.remainingChanges()).toBe("");
  }, 400_000);

  test("everything can be destroyed again, consumers first", async () => {
    expect(applied).toHaveLength(stacks.length);
    for (const stack of applied.toReversed()) {
      await stack.destroy();
      expect(await stack.resources()).toEqual([]);
    }
  }, 400_000);
});
