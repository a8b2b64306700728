import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { projectRoot, setOutputFolder } from "./output-folder";

/** Runs the command that users run, once, and shares what it wrote with every test file. */
export default function synthesizeOnce(): void {
  if (process.env.TECHALLY_TEST_OUTPUT) return;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-synth-"));
  execFileSync(process.execPath, [path.join(projectRoot, "scripts", "app.cjs")], {
    cwd: projectRoot,
    env: { ...process.env, CDKTF_OUTDIR: folder, TECHALLY_STATE: "" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  setOutputFolder(folder);
}
