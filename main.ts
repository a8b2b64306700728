import path from "node:path";
import { environments } from "./environments";
import { createApp } from "./src/app";
import { loadEnvironments } from "./src/config";
import { disableCreationStacks } from "./src/synthesis/creation-stacks";
import { synthesize } from "./src/synthesis/synthesize";

// Set it to learn which line created the token that an error complains about.
if (!process.env.TECHALLY_TOKEN_TRACES) disableCreationStacks();

try {
  const loaded = loadEnvironments(environments, { stateBackend: process.env.TECHALLY_STATE });
  const { outdir, stacks } = synthesize((folder) => createApp(loaded, folder), process.env.CDKTF_OUTDIR ?? "cdktf.out");
  console.log(`Synthesized ${stacks.length} stacks into ${path.relative(process.cwd(), outdir) || "."}`);
} catch (error) {
  // The message says what to mend; where in our code it was noticed helps only those who ask for traces.
  console.error(process.env.TECHALLY_TOKEN_TRACES || !(error instanceof Error) ? error : error.message);
  process.exitCode = 1;
}
