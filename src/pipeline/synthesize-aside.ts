import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { SynthesizedStacks } from "./synthesized-stacks";

/**
 * What `use` makes of the stacks as the environments have them now, with the backends that are written there. They are
 * synthesized into a folder of their own, which is removed; `cdktf.out` stays as it is. Run from the project's root.
 *
 * @throws Error when the environments do not synthesize; the reason is on standard error by then.
 */
export function synthesizeAside<Result>(use: (stacks: SynthesizedStacks) => Result): Result {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-aside-"));
  try {
    const env = { ...process.env, CDKTF_OUTDIR: folder, TECHALLY_STATE: "" };
    const args = [path.join("scripts", "run.cjs"), "main.ts"];
    execFileSync(process.execPath, args, { env, stdio: ["ignore", "ignore", "inherit"] });
    return use(new SynthesizedStacks(folder));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
