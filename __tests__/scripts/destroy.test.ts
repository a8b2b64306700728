import { spawnSync } from "node:child_process";
import { fixtureOutput, projectRoot } from "../support/output-folder";

/** Runs the command where it finds no program that it could ask or change anything with. */
function destroy(...args: readonly string[]) {
  const command = ["scripts/run.cjs", "scripts/destroy.ts", ...args, "--output", fixtureOutput()];
  return spawnSync(process.execPath, command, { cwd: projectRoot, encoding: "utf8", env: { PATH: "" }, input: "" });
}

test.each([
  [[]],
  [["--only-leftovers", "--remove-leftovers"]],
  [["--only-leftovers", "--remove-backups"]],
])("nothing of a protected environment is destroyed or removed: %j", (options) => {
  const { status, stdout, stderr } = destroy("production", "--yes", "production", ...options);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain("production is protected; nothing was destroyed");
});

test("without anybody to ask, the name has to be said", () => {
  const { status, stderr } = destroy("development");
  expect(status).toBe(1);
  expect(stderr).toBe("there is nobody to ask: say --yes and the environment's name\n");
});

test("another name than the environment's stops it", () => {
  expect(destroy("development", "--yes", "staging").stderr).toBe(
    '"staging" is not development; nothing was destroyed\n',
  );
});
