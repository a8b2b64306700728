import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { stateSection } from "../../src/config/sections/state";
import { projectRoot } from "../support/output-folder";

const page = fs.readFileSync(path.join(projectRoot, "docs", "terraform-cloud.md"), "utf8");

test("the page has every setting of state.cloud, with its default", () => {
  const defaults = stateSection.parse({ cloud: { organization: "techally" } }).cloud ?? {};
  for (const key of Object.keys(stateSection.shape.cloud.unwrap().shape)) {
    const row = page.split("\n").find((line) => line.startsWith(`| \`${key}\` |`));
    const value: unknown = Reflect.get(defaults, key);
    expect({ key, row }).toEqual({ key, row: expect.any(String) });
    if (value !== undefined && key !== "organization") expect(row).toContain(`| \`${JSON.stringify(value)}\` |`);
  }
});

test("its commands are valid bash, and start scripts that exist", () => {
  const blocks = [...page.matchAll(/^( *)```sh\n(.*?)^ *```$/gms)].map(([, , text = ""]) => text);
  expect(blocks.length).toBeGreaterThan(5);
  for (const block of blocks) {
    const { status, stderr } = spawnSync("bash", ["-n"], { input: block, encoding: "utf8" });
    expect({ block, status, stderr }).toEqual({ block, status: 0, stderr: "" });
    for (const [file] of block.matchAll(/\bscripts\/[\w./-]+/g)) {
      expect(fs.existsSync(path.join(projectRoot, file))).toBe(true);
    }
  }
});

test("the workflow that it names publishes to the branch that workspaces watch", () => {
  const workflow = fs.readFileSync(path.join(projectRoot, ".github", "workflows", "publish.yml"), "utf8");
  expect(workflow).toContain("name: Publish the synthesized output");
  expect(workflow).toContain("vars.SYNTHESIZED_BRANCH");
  const connected = { organization: "techally", vcs: { repository: "techally/platform", oauthTokenId: "ot-1" } };
  const { branch } = stateSection.parse({ cloud: connected }).cloud?.vcs ?? {};
  expect(page).toContain(`\`SYNTHESIZED_BRANCH\` to \`${branch}\`, the default of \`vcs.branch\``);
});
