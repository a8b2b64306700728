import { createApp } from "../../src/app";
import { loadEnvironments } from "../../src/config";
import { disableCreationStacks } from "../../src/synthesis/creation-stacks";
import { synthesize } from "../../src/synthesis/synthesize";
import { environments } from "../fixtures/environments";

// main.ts with the document's environments in place of ours; a program of its own, run before the tests.
disableCreationStacks();
const loaded = loadEnvironments(environments);
synthesize((folder) => createApp(loaded, folder), String(process.env.CDKTF_OUTDIR));
