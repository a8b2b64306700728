import path from "node:path";

export const projectRoot = path.resolve(__dirname, "..", "..");

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
