import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import * as fc from "fast-check";
import { createApp } from "../../src/app";
import { ConfigurationError, type Environment, type EnvironmentInput, loadEnvironments } from "../../src/config";
import { synthesize } from "../../src/synthesis/synthesize";
import { muchChanged } from "../support/any-environment";
import { describeWith } from "../support/engine/requirements";
import { Workspace } from "../support/engine/workspace";
import { seed } from "../support/seed";

function load(input: object): Environment | undefined {
  try {
    return loadEnvironments([input as EnvironmentInput])[0];
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

describeWith(["terraform"], "an environment with all random changes that the configuration accepts", (toolchain) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-any-"));
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  test(`Terraform accepts every stack of seed ${seed}`, async () => {
    const environment = muchChanged(seed, (input) => load(input) !== undefined);
    const loaded = load(environment.input) as Environment;
    const { stacks } = synthesize((staging) => createApp([loaded], staging), folder);
    const refusals: string[] = [];
    for (const stack of stacks) {
      const workspace = new Workspace(toolchain, path.join(folder, "stacks", stack));
      try {
        if (workspace.missingProviders.length > 0) continue;
        workspace.override();
        await workspace.init();
        const { code, output } = await workspace.tryRun({}, "validate", "-no-color");
        if (code !== 0) refusals.push(`${stack}: ${output}`);
      } finally {
        workspace.remove();
      }
    }
    const changes = environment[fc.toStringMethod]();
    expect({ changes, refusals }).toEqual({ changes, refusals: [] });
  }, 300_000);
});
