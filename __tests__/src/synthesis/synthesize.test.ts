import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { createApp } from "../../../src/app";
import { loadEnvironments } from "../../../src/config";
import { synthesize } from "../../../src/synthesis/synthesize";
import { development } from "../../fixtures/environments";
import { readStack, stackNames } from "../../support/stack-json";
import { readTree, tinyApp } from "../../support/tiny-output";

const loaded = loadEnvironments([development]);
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

test("writes every stack and a manifest, and nothing beside them; the second time the same", () => {
  const { stacks } = synthesize(buildAll, outdir);
  expect(stacks).toContain("development-network");
  expect(stackNames(outdir)).toEqual([...stacks].sort());
  expect(fs.readdirSync(path.join(outdir, "stacks")).sort()).toEqual([...stacks].sort());
  for (const stack of stacks) expect(readStack(outdir, stack).addresses.length).toBeGreaterThan(0);
  expect(fs.readdirSync(parent)).toEqual(["cdktf.out"]);
  expect(fs.readdirSync(outdir).sort()).toEqual(["manifest.json", "stacks"]);
  const first = readTree(outdir);
  synthesize(buildAll, outdir);
  expect(readTree(outdir)).toEqual(first);
});

test("leaves the last output alone when a stack cannot be synthesized", () => {
  synthesize(tinyApp({ one: "1", two: "2" }), outdir);
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
      const stack = app.node.findChild("development-network");
      new KmsKey(stack, "never_rotated", {});
      return app;
    };
    expect(() => synthesize(buildOpen, outdir)).toThrow("[development-network/never_rotated] rotate-keys: ");
    expect(fs.readdirSync(parent)).toEqual([]);
  } finally {
    if (before === undefined) delete process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS;
    else process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS = before;
  }
});

describe("of stacks that no longer exist", () => {
  const stacks = () => fs.readdirSync(path.join(outdir, "stacks")).sort();

  beforeEach(() => {
    synthesize(tinyApp({ one: "1", two: "2" }), outdir);
    fs.mkdirSync(path.join(outdir, "stacks", "notes", "assets"), { recursive: true });
  });

  test("removes the folders, and keeps what Terraform and people put there", () => {
    const kept = path.join(outdir, "stacks", "one", ".terraform.lock.hcl");
    fs.writeFileSync(kept, "lock");
    fs.writeFileSync(path.join(outdir, "stacks", "one", "cdk.tf"), "from an earlier run in HCL");
    synthesize(tinyApp({ one: "1" }), outdir);
    expect(stacks()).toEqual(["notes", "one"]);
    expect(fs.readFileSync(kept, "utf8")).toBe("lock");
    expect(fs.existsSync(path.join(outdir, "stacks", "one", "cdk.tf"))).toBe(false);
  });

  test("leaves the folders to a caller who asks for it", () => {
    synthesize(tinyApp({ one: "1" }), outdir, { leaveOrphans: true });
    expect(stacks()).toEqual(["notes", "one", "two"]);
    expect(fs.readFileSync(path.join(outdir, "manifest.json"), "utf8")).not.toContain("two");
  });
});

// Memory, where there is such a file system, is another than the one of temporary files.
test.each(
  [os.tmpdir(), "/dev/shm"].filter((folder) => fs.existsSync(folder)),
)("writes through a link to a folder in %s", (folder) => {
  const elsewhere = fs.mkdtempSync(path.join(folder, "techally-elsewhere-"));
  try {
    fs.symlinkSync(elsewhere, outdir);
    synthesize(tinyApp({ one: "1", two: "2" }), outdir);
    synthesize(tinyApp({ two: "new", three: "3" }), outdir);
    expect(fs.lstatSync(outdir).isSymbolicLink()).toBe(true);
    expect(fs.readdirSync(elsewhere).sort()).toEqual(["manifest.json", "stacks"]);
    expect(fs.readdirSync(path.join(elsewhere, "stacks")).sort()).toEqual(["three", "two"]);
    expect(fs.readFileSync(path.join(elsewhere, "stacks", "two", "cdk.tf.json"), "utf8")).toContain("new");
  } finally {
    fs.rmSync(elsewhere, { recursive: true });
  }
});

test("says what is in the way, and what to do", () => {
  fs.writeFileSync(outdir, "not a folder");
  expect(() => synthesize(tinyApp({ one: "1" }), outdir)).toThrow(
    /cdktf\.out could not be written: EEXIST.*\nWhat it held is unchanged\. Remove the file in the folder's place, then/,
  );
  expect(fs.readFileSync(outdir, "utf8")).toBe("not a folder");
});

test("removes what a killed run left, and nothing of one that may still run", () => {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  const host = os.hostname();
  const killed = [`.partial-${host}.${pid}-killed`, `.partial-${host}.${process.pid}-earlier`, ".partial-host.1-old"];
  const kept = [`.partial-${host}.${process.ppid}-running`, ".partial-other.1-running", ".partial-of-a-person"];
  for (const folder of [...killed, ...kept]) fs.mkdirSync(path.join(outdir, folder, "new"), { recursive: true });
  fs.utimesSync(path.join(outdir, ".partial-host.1-old"), 0, 0);
  const broken = () => {
    throw new Error("broken");
  };
  expect(() => synthesize(broken, outdir)).toThrow("broken");
  expect(fs.readdirSync(outdir).sort()).toEqual([...killed, ...kept].sort());
  synthesize(tinyApp({ one: "1" }), outdir);
  expect(fs.readdirSync(outdir).sort()).toEqual([...kept, "manifest.json", "stacks"].sort());
});

test("leaves what others wrote into a folder that it made for nothing", () => {
  const buildBroken = () => {
    fs.writeFileSync(path.join(outdir, "notes.txt"), "mine");
    throw new TypeError("broken");
  };
  expect(() => synthesize(buildBroken, outdir)).toThrow(TypeError);
  expect(fs.readdirSync(outdir)).toEqual(["notes.txt"]);
});

test("an error about a file elsewhere is not one of the output", () => {
  const readMissing = () => {
    fs.readFileSync("/nowhere/source.ts");
    throw new Error("not reached");
  };
  expect(() => synthesize(readMissing, outdir)).toThrow(/^ENOENT/);
});

describe("two runs into one folder", () => {
  const lock = () => path.join(outdir, ".lock");

  test("take turns", () => {
    fs.mkdirSync(outdir);
    const held = `setTimeout(() => require("node:fs").rmSync(${JSON.stringify(lock())}), 300);
      require("node:fs").writeFileSync(${JSON.stringify(lock())}, "elsewhere.1");`;
    const other = spawn(process.execPath, ["-e", held]);
    while (!fs.existsSync(lock())) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    synthesize(tinyApp({ one: "1" }), outdir);
    expect(fs.readdirSync(outdir).sort()).toEqual(["manifest.json", "stacks"]);
    other.kill();
  });

  test("leave an abandoned lock to the run that judges it", () => {
    fs.mkdirSync(outdir);
    fs.writeFileSync(lock(), `${os.hostname()}.${spawnSync("true").pid}`);
    const [judging, seen] = [`${lock()}.stale`, path.join(outdir, "seen")].map((file) => JSON.stringify(file));
    const judge = `const fs = require("node:fs");
      setTimeout(() => { fs.writeFileSync(${seen}, String(fs.existsSync(${JSON.stringify(lock())}))); fs.rmSync(${judging}); }, 300);
      fs.writeFileSync(${judging}, "elsewhere.1");`;
    const other = spawn(process.execPath, ["-e", judge]);
    while (!fs.existsSync(`${lock()}.stale`)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    synthesize(tinyApp({ one: "1" }), outdir);
    expect(fs.readFileSync(path.join(outdir, "seen"), "utf8")).toBe("true");
    expect(fs.readdirSync(outdir).sort()).toEqual(["manifest.json", "seen", "stacks"]);
    other.kill();
  });

  test.each([
    ["a process that has ended", () => fs.writeFileSync(lock(), `${os.hostname()}.${spawnSync("true").pid}`)],
    [
      "a host that was switched off",
      () => {
        fs.writeFileSync(lock(), "elsewhere.1");
        fs.utimesSync(lock(), 0, 0);
      },
    ],
  ])("do not wait for %s", (_, leaveLock) => {
    fs.mkdirSync(outdir);
    leaveLock();
    synthesize(tinyApp({ one: "1" }), outdir);
    expect(fs.readdirSync(outdir).sort()).toEqual(["manifest.json", "stacks"]);
  });
});
