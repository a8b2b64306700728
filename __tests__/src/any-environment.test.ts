import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import * as fc from "fast-check";
import { createApp } from "../../src/app";
import { ConfigurationError, type Environment, type EnvironmentInput, loadEnvironments } from "../../src/config";
import { synthesize } from "../../src/synthesis/synthesize";
import { anyEnvironment } from "../support/any-environment";
import { runs } from "../support/seed";

/** The environment, or the refusal; any other error is a fault of ours. */
function load(input: object): Environment | ConfigurationError {
  try {
    return loadEnvironments([input as EnvironmentInput])[0] as Environment;
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
}

// Words of the schema's library, of the language or of the framework: none is advice.
const jargon = /Invalid|expected|received|undefined|\[object|Construct|zod|refine/;

test("whatever stands in an environment's file is accepted or refused with advice", () => {
  fc.assert(
    fc.property(anyEnvironment, ({ input }) => {
      const result = load(input);
      if (!(result instanceof ConfigurationError)) return;
      expect(result.problems.length).toBeGreaterThan(0);
      for (const { path: place, allowed, fix } of result.problems) {
        expect(place).not.toBe("");
        expect(allowed).not.toMatch(jargon);
        expect(fix).not.toMatch(jargon);
      }
      expect(result.message).toMatch(/^The configuration has \d+ problems?; nothing was written\.\n\n/);
      expect(result.message).not.toMatch(/[^\P{C}\n]/u);
    }),
    { numRuns: runs(60) },
  );
}, 60_000);

test("what is accepted can be synthesized", () => {
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), "techally-any-"));
  const folder = path.join(parent, "cdktf.out");
  const accepted = anyEnvironment.filter(({ input }) => !(load(input) instanceof ConfigurationError));
  try {
    fc.assert(
      fc.property(accepted, ({ input }) => {
        const loaded = load(input) as Environment;
        const { stacks } = synthesize((staging) => createApp([loaded], staging), folder);
        expect(fs.readdirSync(path.join(folder, "stacks")).sort()).toEqual([...stacks].sort());
        fs.rmSync(folder, { recursive: true });
      }),
      { numRuns: runs(2) },
    );
  } finally {
    fs.rmSync(parent, { recursive: true });
  }
}, 120_000);
