import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { allButStack, onlyStack } from "../../../src/pipeline/only-stack";
import { projectRoot } from "../../support/output-folder";

const manifest = {
  version: "1",
  stacks: {
    "qa-delivery": { name: "qa-delivery", dependencies: [] },
    "qa-dns": { name: "qa-dns", dependencies: [] },
    "qa-edge": { name: "qa-edge", dependencies: ["qa-dns"] },
  },
};

test("one stack is left, with everything that is said of it", () => {
  expect(onlyStack(manifest, "qa-delivery")).toEqual({
    version: "1",
    stacks: { "qa-delivery": { name: "qa-delivery", dependencies: [] } },
  });
});

test("a stack that takes values from others is refused, and one that does not exist", () => {
  expect(() => onlyStack(manifest, "qa-edge")).toThrow(
    "qa-edge cannot be deployed by itself: it takes values from qa-dns",
  );
  expect(() => onlyStack(manifest, "qa-cache")).toThrow(
    "there is no stack qa-cache; there are: qa-delivery, qa-dns, qa-edge",
  );
});

test("all but one are left, and nothing waits for it", () => {
  expect(allButStack(manifest, "qa-dns")).toEqual({
    version: "1",
    stacks: {
      "qa-delivery": { name: "qa-delivery", dependencies: [] },
      "qa-edge": { name: "qa-edge", dependencies: [] },
    },
  });
  expect(() => allButStack(manifest, "qa-cache")).toThrow("there is no stack qa-cache");
});

test("the command rewrites the manifest, and leaves it alone where it refuses", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-only-"));
  try {
    fs.mkdirSync(path.join(folder, "cdktf.out"));
    const file = path.join(folder, "cdktf.out", "manifest.json");
    fs.writeFileSync(file, JSON.stringify(manifest));
    const run = (...args: readonly string[]) =>
      spawnSync(
        "node",
        [path.join(projectRoot, "scripts/run.cjs"), path.join(projectRoot, "scripts/only-stack.ts"), ...args],
        {
          cwd: folder,
          encoding: "utf8",
        },
      );
    expect(run().status).toBe(1);
    expect(run("qa-edge")).toMatchObject({ status: 1, stderr: expect.stringContaining("takes values from qa-dns") });
    expect(JSON.parse(fs.readFileSync(file, "utf8"))).toEqual(manifest);
    expect(run("--except").status).toBe(1);
    const left = () => Object.keys(JSON.parse(fs.readFileSync(file, "utf8")).stacks);
    expect(run("--except", "qa-edge").status).toBe(0);
    expect(left()).toEqual(["qa-delivery", "qa-dns"]);
    expect(run("qa-dns").status).toBe(0);
    expect(left()).toEqual(["qa-dns"]);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
