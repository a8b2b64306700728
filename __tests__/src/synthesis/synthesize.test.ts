import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { createApp } from "../../../src/app";
import { loadEnvironments } from "../../../src/config";
import { synthesize } from "../../../src/synthesis/synthesize";
import { environments } from "../../fixtures/environments";
import { readStack, stackNames } from "../../support/stack-json";

const loaded = loadEnvironments(environments);
const buildAll = (folder: string) => createApp(loaded, folder);
let parent: string;
let outdir: string;

beforeEach(() => {
  parent = fs.mkdtempSync(path.join(os.tmpdir(), "techally-synthesize-"));
  outdir = path.join(parent, "cdktf.out");
});

afterEach(() => {
  fs.rmSync(parent, { recursive: true, force: true });
});

/** Every file below a folder with its content. */
function readTree(folder: string): Record<string, string> {
  const files = fs.readdirSync(folder, { recursive: true, encoding: "utf8" });
  return Object.fromEntries(
    files
      .map((file) => path.join(folder, file))
      .filter((file) => fs.statSync(file).isFile())
      .map((file) => [path.relative(folder, file), fs.readFileSync(file, "utf8")]),
  );
}

test("writes every stack and a manifest, and nothing beside them", () => {
  const { stacks } = synthesize(buildAll, outdir);
  expect(stacks).toContain("production-network");
  expect(stackNames(outdir)).toEqual([...stacks].sort());
  for (const stack of stacks) expect(readStack(outdir, stack).addresses.length).toBeGreaterThan(0);
  expect(fs.readdirSync(parent)).toEqual(["cdktf.out"]);
});

test("writes the same twice", () => {
  synthesize(buildAll, outdir);
  const first = readTree(outdir);
  synthesize(buildAll, outdir);
  expect(readTree(outdir)).toEqual(first);
});

test("leaves the last output alone when a stack cannot be synthesized", () => {
  synthesize(buildAll, outdir);
  const before = readTree(outdir);
  const buildBroken = (folder: string) => {
    const app = buildAll(folder);
    const lastStack = app.node.children.at(-1);
    if (!lastStack) throw new Error("the app has stacks");
    new SqsQueue(lastStack, "notSnakeCase", {});
    return app;
  };
  expect(() => synthesize(buildBroken, outdir)).toThrow(/cannot be a Terraform name/);
  expect(readTree(outdir)).toEqual(before);
  expect(fs.readdirSync(parent)).toEqual(["cdktf.out"]);
});

test("writes nothing when a guardrail is broken, not even under the cdktf CLI, which asks to go on", () => {
  const before = process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS;
  process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS = "true";
  try {
    const buildOpen = (folder: string) => {
      const app = buildAll(folder);
      const stack = app.node.findChild("production-network");
      new KmsKey(stack, "never_rotated", {});
      return app;
    };
    expect(() => synthesize(buildOpen, outdir)).toThrow("[production-network/never_rotated] rotate-keys: ");
    expect(fs.existsSync(outdir)).toBe(false);
  } finally {
    if (before === undefined) delete process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS;
    else process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS = before;
  }
});

test("removes stacks that no longer exist and keeps what Terraform and people put there", () => {
  synthesize(buildAll, outdir);
  const kept = path.join(outdir, "stacks", "production-network", ".terraform.lock.hcl");
  const foreign = path.join(outdir, "stacks", "notes");
  fs.writeFileSync(kept, "lock");
  fs.writeFileSync(path.join(outdir, "stacks", "production-network", "cdk.tf"), "from an earlier run in HCL");
  fs.mkdirSync(foreign);
  synthesize((folder) => createApp(loaded.slice(0, 1), folder), outdir);
  const stacks = fs.readdirSync(path.join(outdir, "stacks"));
  expect(stacks.filter((stack) => stack.startsWith("staging"))).toEqual([]);
  expect(stacks).toContain("notes");
  expect(fs.readFileSync(kept, "utf8")).toBe("lock");
  expect(fs.existsSync(path.join(outdir, "stacks", "production-network", "cdk.tf"))).toBe(false);
});
