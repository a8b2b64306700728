import { spawn } from "node:child_process";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { projectRoot } from "../output-folder";

/** The cdktf CLI's program, which `npx cdktf` starts. */
export const cdktfProgram = path.join(projectRoot, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf");

/** Keeps the CLI from calling home, and from drawing for a terminal. */
export const cdktfEnvironment = { CHECKPOINT_DISABLE: "1", DISABLE_VERSION_CHECK: "1", CI: "1" } as const;

/** Without a registry the CLI cannot look up checksums for other platforms. */
export const offline = ["--skip-provider-lock"] as const;

export interface Finished {
  readonly status: number | null;
  /** What was printed on both streams, without colours. */
  readonly text: string;
}

/** Runs the cdktf CLI in the project's folder, as its users do. */
export function cdktf(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Finished> {
  return runProgram(process.execPath, [cdktfProgram, ...args], projectRoot, { ...cdktfEnvironment, ...environment });
}

/** Runs a program without input to its end. */
export async function runProgram(
  program: string,
  args: readonly string[],
  cwd: string,
  environment: NodeJS.ProcessEnv,
): Promise<Finished> {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 180_000,
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => printed.push(text));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  return { status, text: stripVTControlCharacters(printed.join("")) };
}
