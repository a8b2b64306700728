import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** Found by looking, because bundled scripts that use this file run from the root itself. */
export const projectRoot = findRoot(__dirname);

function findRoot(folder: string): string {
  if (fs.existsSync(path.join(folder, "package.json"))) return folder;
  const parent = path.dirname(folder);
  if (parent === folder) throw new Error(`no package.json in any folder above ${__dirname}`);
  return findRoot(parent);
}

/** Variables with the folders that a test run shares: what the document's environments give, and what ours do. */
const variables = { fixtures: "TECHALLY_TEST_FIXTURES", live: "TECHALLY_TEST_LIVE" } as const;

export type Output = keyof typeof variables;

function folderOf(output: Output): string {
  const folder = process.env[variables[output]];
  if (!folder) throw new Error(`${variables[output]} is not set; run the tests through jest with its global set-up`);
  return folder;
}

/** Where the environments of `__tests__/fixtures/`, which are INF-001's, were synthesized for this test run. */
export function fixtureOutput(): string {
  return folderOf("fixtures");
}

/** Where the environments of `environments/` were synthesized for this test run. */
export function liveOutput(): string {
  return folderOf("live");
}

const ownPrefix = path.join(os.tmpdir(), "techally-output-");

/** A new folder of a test run. */
export function makeFolder(output: Output): string {
  return fs.mkdtempSync(`${ownPrefix}${output}-`);
}

/** Whether a test run made the folder; any other was named by the caller, whose it is. */
export function isOwnFolder(folder: string): boolean {
  return folder.startsWith(ownPrefix);
}

export function hasOutput(output: Output): boolean {
  return Boolean(process.env[variables[output]]);
}

export function setOutput(output: Output, folder: string): void {
  process.env[variables[output]] = folder;
}
