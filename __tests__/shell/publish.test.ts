import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { projectRoot } from "../support/output-folder";

const script = path.join(projectRoot, "scripts", "ci", "publish.sh");
let folder = "";
let clone = "";

function git(cwd: string, ...args: string[]): string {
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  const { status, stdout, stderr } = spawnSync("git", [...identity, ...args], { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

function write(file: string, text: string): void {
  const at = path.join(clone, file);
  fs.mkdirSync(path.dirname(at), { recursive: true });
  fs.writeFileSync(at, text);
}

function publish() {
  return spawnSync("bash", [script, "synthesized"], { cwd: clone, encoding: "utf8" });
}

const remote = (...args: string[]) => git(path.join(folder, "remote"), ...args);

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-publish-"));
  clone = path.join(folder, "clone");
  git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "remote");
  git(folder, "clone", "--quiet", path.join(folder, "remote"), "clone");
  write(".gitignore", "cdktf.out/\n.terraform/\n");
  git(clone, "checkout", "--quiet", "-b", "main");
  git(clone, "add", ".");
  git(clone, "commit", "--quiet", "-m", "First");
  git(clone, "push", "--quiet", "origin", "main");
  write("cdktf.out/manifest.json", "{}");
  write("cdktf.out/stacks/qa-dns/cdk.tf.json", "{}");
  write("cdktf.out/stacks/qa-dns/.terraform.lock.hcl", "lock");
  write("cdktf.out/stacks/qa-dns/.terraform/providers/aws", "binary");
});

afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

test("the branch holds the output alone, locks included, and says what it was synthesized from", () => {
  expect(publish()).toMatchObject({ status: 0, stderr: "" });
  expect(remote("ls-tree", "-r", "--name-only", "synthesized").split("\n")).toEqual([
    "cdktf.out/manifest.json",
    "cdktf.out/stacks/qa-dns/.terraform.lock.hcl",
    "cdktf.out/stacks/qa-dns/cdk.tf.json",
  ]);
  expect(remote("log", "--format=%s", "synthesized")).toBe(`Synthesized from ${git(clone, "rev-parse", "main")}`);
  expect(git(clone, "status", "--porcelain")).toBe("");
});

test("a changed output is a commit on top, without the folders of stacks that are gone", () => {
  publish();
  fs.rmSync(path.join(clone, "cdktf.out/stacks/qa-dns"), { recursive: true });
  write("cdktf.out/stacks/qa-network/cdk.tf.json", "{}");
  expect(publish().status).toBe(0);
  expect(remote("ls-tree", "-r", "--name-only", "synthesized").split("\n")).toEqual([
    "cdktf.out/manifest.json",
    "cdktf.out/stacks/qa-network/cdk.tf.json",
  ]);
  expect(remote("rev-list", "--count", "synthesized")).toBe("2");
});

test("the same output adds no commit", () => {
  publish();
  expect(publish().stdout).toBe("synthesized has this output already\n");
  expect(remote("rev-list", "--count", "synthesized")).toBe("1");
});

test("without a branch, it says how it is called", () => {
  const { status, stderr } = spawnSync("bash", [script], { cwd: clone, encoding: "utf8" });
  expect(status).toBe(1);
  expect(stderr).toContain("usage: scripts/ci/publish.sh <branch>");
});
