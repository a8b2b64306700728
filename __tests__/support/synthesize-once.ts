import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { hasOutput, makeFolder, type Output, projectRoot, setOutput } from "./output-folder";

/** What synthesizes each of the two outputs: the command that users run, and the same with the fixtures. */
const entries: Readonly<Record<Output, string>> = {
  live: "main.ts",
  fixtures: path.join("__tests__", "support", "synthesize-fixtures.ts"),
};

/**
 * Synthesizes both outputs once, side by side, and shares what was written with every test file. Live environments that
 * do not synthesize stop no run: `__tests__/environments/synthesis.test.ts` says why, and all other tests go on.
 */
export default async function synthesizeOnce(): Promise<void> {
  await Promise.all([
    hasOutput("fixtures") || synthesize("fixtures"),
    hasOutput("live") || synthesize("live").catch(() => {}),
  ]);
}

async function synthesize(output: Output): Promise<void> {
  const folder = makeFolder(output);
  setOutput(output, folder);
  const args = [path.join("scripts", "run.cjs"), entries[output]];
  const env = { ...process.env, CDKTF_OUTDIR: folder, TECHALLY_STATE: "" };
  await promisify(execFile)(process.execPath, args, { cwd: projectRoot, env });
}
