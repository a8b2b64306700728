import fs from "node:fs";
import path from "node:path";

/** Found by looking, because bundled scripts that use this file run from the root itself. */
export const projectRoot = findRoot(__dirname);

function findRoot(folder: string): string {
  if (fs.existsSync(path.join(folder, "package.json"))) return folder;
  const parent = path.dirname(folder);
  if (parent === folder) throw new Error(`no package.json in any folder above ${__dirname}`);
  return findRoot(parent);
}

const variable = "TECHALLY_TEST_OUTPUT";

/** Where the shipped environments were synthesized for this test run. */
export function outputFolder(): string {
  const folder = process.env[variable];
  if (!folder) throw new Error(`${variable} is not set; run the tests through jest with its global set-up`);
  return folder;
}

export function setOutputFolder(folder: string): void {
  process.env[variable] = folder;
}
