import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { movesFile } from "../../src/pipeline/moved-resources";
import { Emulator } from "../support/engine/emulator";
import { offlineProvider, overrideStack } from "../support/engine/offline-provider";
import { synthesizeLayout } from "../support/engine/registry-layouts";
import { describeWith } from "../support/engine/requirements";
import { terraformEnvironment } from "../support/engine/toolchain";
import { projectRoot } from "../support/output-folder";

const patience = 240_000;

describeWith(["terraform", "emulator"], "resources that change stacks, on an AWS emulator", (toolchain) => {
  const { terraform, emulator: command } = toolchain;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-moves-"));
  const [earlier, output] = [path.join(folder, "earlier"), path.join(folder, "cdktf.out")];
  const stackFolder = (stack: string) => path.join(output, "stacks", stack);
  let emulator: Emulator;
  let environment: NodeJS.ProcessEnv;

  beforeAll(async () => {
    emulator = await Emulator.start(command);
    environment = {
      ...terraformEnvironment(),
      ...emulator.environment,
      ...offlineProvider(folder, toolchain),
      TERRAFORM_BINARY_NAME: terraform,
    };

    synthesizeLayout("together", earlier);
    fs.cpSync(earlier, output, { recursive: true });
    overrideStack(stackFolder("test-operations"), toolchain);
    await run("test-operations", "init");
    await run("test-operations", "apply", "-auto-approve");
    synthesizeLayout("apart", output);
    overrideStack(stackFolder("test-delivery"), toolchain);
  }, patience);

  afterAll(async () => {
    await emulator?.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  async function run(stack: string, ...args: readonly string[]): Promise<string> {
    const options = { cwd: stackFolder(stack), env: environment };
    return (await promisify(execFile)(terraform, [...args, "-no-color"], options)).stdout;
  }

  async function moves(): Promise<string> {
    const args = [path.join("scripts", "run.cjs"), "scripts/moves.ts", "--earlier", earlier, "--output", output];
    return (await promisify(execFile)(process.execPath, args, { cwd: projectRoot, env: environment })).stdout;
  }

  test(
    "are imported by the new stack and forgotten by the old one; nothing is destroyed, and nothing is left to do",
    async () => {
      const printed = await moves();
      expect(printed).toContain("aws_ecr_repository.auth_service_replica: test-operations -> test-delivery");
      expect(printed.indexOf(`-chdir=${stackFolder("test-delivery")} apply`)).toBeGreaterThan(0);
      expect(printed.indexOf(`-chdir=${stackFolder("test-operations")} apply`)).toBeGreaterThan(
        printed.indexOf(`-chdir=${stackFolder("test-delivery")} apply`),
      );

      await run("test-delivery", "init");
      const imported = await run("test-delivery", "apply", "-auto-approve");
      expect(imported).toContain("Apply complete! Resources: 10 imported, 0 added, 0 changed, 0 destroyed.");
      const forgotten = await run("test-operations", "apply", "-auto-approve");
      expect(forgotten.match(/# aws_\S+ will no longer be managed/g)).toHaveLength(10);
      expect(forgotten).toContain("Apply complete! Resources: 0 added, 0 changed, 0 destroyed.");

      expect(await moves()).toBe("Nothing to move.\n");
      for (const stack of ["test-delivery", "test-operations"]) {
        expect(fs.existsSync(path.join(stackFolder(stack), movesFile))).toBe(false);
        expect(await run(stack, "plan")).toContain("No changes.");
      }
    },
    patience,
  );
});
