import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { synthesize } from "../../../src/synthesis/synthesize";
import { readTree, type Tree, tinyApp } from "../../support/tiny-output";

let parent: string;
let outdir: string;

beforeEach(() => {
  parent = fs.mkdtempSync(path.join(os.tmpdir(), "techally-output-"));
  outdir = path.join(parent, "cdktf.out");
});

afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(parent, { recursive: true, force: true });
});

const oldApp = tinyApp({ kept: "old", gone: "old" });
const newApp = tinyApp({ kept: "new", added: "new" });

/** An output of the old app in which Terraform was at work, as a user has it. */
function writeOld(): void {
  synthesize(oldApp, outdir);
  fs.writeFileSync(path.join(outdir, "stacks", "kept", ".terraform.lock.hcl"), "lock");
  fs.writeFileSync(path.join(outdir, "stacks", "kept", "cdk.tf"), "from an earlier run in HCL");
}

/** What the two apps leave when nothing goes wrong: the new one over the old one, and where nothing was. */
function expectedTrees(): { readonly before: Tree; readonly after: Tree; readonly fresh: Tree } {
  synthesize(newApp, outdir);
  const fresh = readTree(outdir);
  fs.rmSync(outdir, { recursive: true });
  writeOld();
  const before = readTree(outdir);
  synthesize(newApp, outdir);
  const after = readTree(outdir);
  fs.rmSync(outdir, { recursive: true });
  return { before, after, fresh };
}

const isStaging = (entry: string) => /^\.(partial-|lock$)/.test(entry);
const withoutStaging = (tree: Tree): Tree =>
  Object.fromEntries(Object.entries(tree).filter(([entry]) => !isStaging(entry)));

const mutations = ["mkdirSync", "mkdtempSync", "writeFileSync", "renameSync", "rmSync"] as const;
type Mutation = (typeof mutations)[number];

/** Calls `before` ahead of every change that is made to the file system, with its number from 1 on. */
function watch(before: (number: number, mutation: Mutation) => void): void {
  let number = 0;
  for (const mutation of mutations) {
    const real = fs[mutation] as (...args: unknown[]) => unknown;
    jest.spyOn(fs, mutation as "rmSync").mockImplementation((...args: unknown[]) => {
      number += 1;
      before(number, mutation);
      return real(...args) as undefined;
    });
  }
}

const diskFull = () =>
  Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", syscall: "write" });

/** Synthesizes the new app while changes fail; what happened, or the message. */
function synthesizeWhile(fails: (number: number, mutation: Mutation) => boolean) {
  let failed: Mutation | undefined;
  watch((number, mutation) => {
    if (!fails(number, mutation)) return;
    failed = mutation;
    throw diskFull();
  });
  let message: string | undefined;
  try {
    synthesize(newApp, outdir);
  } catch (error) {
    message = String(error);
  }
  jest.restoreAllMocks();
  return { failed, message };
}

test.each([
  ["over an earlier output", true],
  ["into a folder that does not exist", false],
])("whichever change fails, %s, leaves the old output or the new one", (_title, overOld) => {
  const { before, after, fresh } = expectedTrees();
  const outcomes = { old: 0, new: 0 };
  for (let nth = 1; ; nth++) {
    if (overOld) writeOld();
    const { failed, message } = synthesizeWhile((number) => number === nth);
    if (failed === undefined) break;
    if (message === undefined) {
      outcomes.new += 1;
      expect(failed).toBe("rmSync");
      expect(withoutStaging(readTree(outdir))).toEqual(overOld ? after : fresh);
    } else {
      outcomes.old += 1;
      expect(message).toBe(
        `Error: ${outdir} could not be written: ENOSPC: no space left on device, write\n` +
          "What it held is unchanged. Free disk space, then run npm run synth again.",
      );
      if (overOld) expect(withoutStaging(readTree(outdir))).toEqual(before);
      else expect(fs.readdirSync(parent)).toEqual([]);
    }
    fs.rmSync(outdir, { recursive: true, force: true });
  }
  // Neither the lock nor what was set aside could be removed.
  expect(outcomes.new).toBeGreaterThan(1);
  expect(outcomes.old).toBeGreaterThan(10);
});

test("a run that is killed, whenever that is, leaves the old output, the new one, or one without a manifest", () => {
  const { before, after } = expectedTrees();
  const seen = { old: 0, new: 0, neither: 0 };
  for (let nth = 1; ; nth++) {
    writeOld();
    const killed = synthesizeWhile((number) => number >= nth);
    if (killed.failed === undefined) break;
    const left = withoutStaging(readTree(outdir));
    if (left["manifest.json"] === undefined) {
      seen.neither += 1;
      expect(killed.message).toContain(
        "is incomplete now, holds no manifest.json, and must not be applied; what is missing",
      );
    } else if (left["manifest.json"] === before["manifest.json"]) {
      seen.old += 1;
      expect(left).toEqual(before);
    } else {
      seen.new += 1;
      expect(left).toEqual(after);
    }
    synthesize(newApp, outdir);
    expect(readTree(outdir)).toEqual(after);
    fs.rmSync(outdir, { recursive: true });
  }
  expect(seen.new).toBeGreaterThan(1);
  expect(seen.old).toBeGreaterThan(5);
  expect(seen.neither).toBeGreaterThan(5);
});
