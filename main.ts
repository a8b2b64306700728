import path from "node:path";
import { environments } from "./environments";
import { createApp } from "./src/app";
import { ConfigurationError, loadEnvironments } from "./src/config";
import { rememberOutput } from "./src/pipeline/creation-changes";
import { disableCreationStacks } from "./src/synthesis/creation-stacks";
import { holdSignals } from "./src/synthesis/hold-signals";
import { synthesize } from "./src/synthesis/synthesize";

// Set it to learn which line created the token that an error complains about.
if (!process.env.TECHALLY_TRACES) disableCreationStacks();

// The cdktf CLI lists the stacks' folders beforehand and insists on removing those that went out of use itself.
const leaveOrphans = process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS === "true";

holdSignals();
try {
  const loaded = loadEnvironments(environments, { stateBackend: process.env.TECHALLY_STATE });
  const folder = process.env.CDKTF_OUTDIR || "cdktf.out";
  const compareWithEarlier = rememberOutput(folder);
  const { outdir, stacks } = synthesize((staging) => createApp(loaded, staging), folder, { leaveOrphans });
  const changes = compareWithEarlier();
  const basis = "Compared with the earlier output in cdktf.out, not with what is deployed; see docs/set-at-creation.md";
  if (changes.length > 0) console.error([...changes, basis].join("\n"));
  console.log(`Synthesized ${stacks.length} stacks into ${path.relative(process.cwd(), outdir) || "."}`);
} catch (error) {
  // What our code throws says what to fix. Anything else is a fault of the code, of which the place matters.
  const isOurs = error instanceof Error && (error.constructor === Error || error instanceof ConfigurationError);
  if (process.env.TECHALLY_TRACES || !isOurs) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
