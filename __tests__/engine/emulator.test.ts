import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { EmulatedStack } from "../support/engine/emulated-stack";
import { Emulator } from "../support/engine/emulator";
import { EmulatorClient } from "../support/engine/emulator-client";
import { describeWith } from "../support/engine/requirements";
import { projectRoot } from "../support/output-folder";
import { liveStack, stackDependencies } from "../support/stack-json";

/** Stacks that the emulator can do, but for what it says about them. */
const stacks = [
  "production-delivery",
  "production-dns",
  "production-network",
  "production-dr-network",
  "production-dr-storage",
  "production-storage",
  "production-ingress",
];

const patience = 400_000;

describeWith(["terraform", "emulator"], "stacks applied to an AWS emulator, with state in S3", (toolchain) => {
  const stateBucket = String(liveStack("bootstrap").resource("aws_s3_bucket", "terraform_state").bucket);
  let output: string;
  let synthesized: string;
  let emulator: Emulator;
  let dependencies: ReadonlyMap<string, readonly string[]>;

  beforeAll(async () => {
    output = fs.mkdtempSync(path.join(os.tmpdir(), "techally-emulator-"));
    synthesized = path.join(output, "synthesized");
    execFileSync(process.execPath, [path.join("scripts", "run.cjs"), "main.ts"], {
      cwd: projectRoot,
      env: { ...process.env, CDKTF_OUTDIR: synthesized, TECHALLY_STATE: "s3" },
    });
    const all = stackDependencies(synthesized);
    const among = (names: readonly string[] = []) => names.filter((name) => stacks.includes(name));
    dependencies = new Map(stacks.map((name) => [name, among(all[name])]));
    emulator = await Emulator.start(toolchain.emulator);
    // What `bootstrap` makes of it is applied by the tests of state in S3.
    await new EmulatorClient(emulator.url).rest("s3", "us-east-1", "PUT", `/${stateBucket}`);
    // Applying is mostly waiting: what does not depend on each other goes on side by side.
    for (const name of stacks) void applied(name).catch(() => {});
  }, 60_000);

  afterAll(async () => {
    await emulator?.stop();
    fs.rmSync(output, { recursive: true, force: true });
  }, 60_000);

  /** A stack after its apply, which waits for those of its producers. */
  const applied = once(async (name: string) => {
    await Promise.all((dependencies.get(name) ?? []).map(applied));
    const folder = path.join(output, "run", "stacks", name);
    const stack = new EmulatedStack(toolchain, emulator, path.join(synthesized, "stacks", name), folder);
    for (const gap of stack.gaps) process.stderr.write(`emulator: ${name}: ${gap}\n`);
    await stack.apply();
    return stack;
  });

  /** Destroys a stack after its consumers. */
  const destroyed = once(async (name: string) => {
    const consumers = stacks.filter((other) => dependencies.get(other)?.includes(name));
    await Promise.all(consumers.map(destroyed));
    const stack = await applied(name);
    await stack.destroy();
    return stack;
  });

  test.each(stacks)(
    "%s: apply, then a plan without changes",
    async (name) => {
      const stack = await applied(name);
      expect((await stack.resources()).sort()).toEqual(stack.expectedResources);
      expect(await stack.remainingChanges()).toBe("");
    },
    patience,
  );

  test(
    "everything can be destroyed again, consumers first",
    async () => {
      for (const stack of await Promise.all(stacks.map(destroyed))) expect(await stack.resources()).toEqual([]);
    },
    patience,
  );
});

/** Remembers the promise for each name. */
function once<T>(run: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const runs = new Map<string, Promise<T>>();
  return (name) => {
    const started = runs.get(name) ?? run(name);
    runs.set(name, started);
    return started;
  };
}
