import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Emulator } from "../support/engine/emulator";
import { describeWith } from "../support/engine/requirements";
import { projectRoot } from "../support/output-folder";
import { liveStacks } from "../support/stack-json";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-cli-"));
const output = path.join(folder, "cdktf.out");
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const cli = path.join(projectRoot, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf");

/** Runs the cdktf CLI in the project's folder, as its users do. */
function cdktf(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args, "--output", output], {
    cwd: projectRoot,
    env: { ...process.env, CHECKPOINT_DISABLE: "1", DISABLE_VERSION_CHECK: "1", CI: "1", ...environment },
    encoding: "utf8",
    timeout: 180_000,
  });
  return { status, text: `${stdout}${stderr}` };
}

describe("cdktf without Terraform", () => {
  test("list names every stack", () => {
    const { status, text } = cdktf(["list"]);
    expect(status).toBe(0);
    for (const stack of liveStacks()) expect(text).toContain(stack);
  }, 60_000);

  // The CLI lists the folders before it runs us, and fails when one of them that it means to remove is gone already.
  test("synth writes every stack, and removes one that no longer exists", () => {
    const gone = path.join(output, "stacks", "qa-dns");
    fs.mkdirSync(gone);
    fs.writeFileSync(path.join(gone, "cdk.tf.json"), "{}");
    const { status } = cdktf(["synth"]);
    expect(status).toBe(0);
    expect(fs.readdirSync(path.join(output, "stacks")).sort()).toEqual(liveStacks());
  }, 60_000);

  test("synth fails, says why and keeps the last output when the configuration is wrong", () => {
    const before = fs.statSync(path.join(output, "manifest.json")).mtimeMs;
    const { status, text } = cdktf(["synth"], { TECHALLY_STATE: "floppy" });
    expect(status).not.toBe(0);
    expect(text).toContain("TECHALLY_STATE");
    expect(text).toContain("cloud, s3, local");
    expect(fs.statSync(path.join(output, "manifest.json")).mtimeMs).toBe(before);
  }, 60_000);
});

describeWith(["terraform", "emulator"], "cdktf against an AWS emulator", ({ emulator: command, providers }) => {
  const stack = "staging-dns";
  let emulator: Emulator;
  let environment: NodeJS.ProcessEnv;

  beforeAll(async () => {
    emulator = await Emulator.start(command);
    // The provider that the set-up found, wherever it came from.
    const settings = path.join(folder, "terraform.tfrc");
    const mirror = `filesystem_mirror { path = ${JSON.stringify(providers.aws?.pluginDir)} }`;
    fs.writeFileSync(settings, `provider_installation {\n  ${mirror}\n}\n`);
    environment = { ...emulator.environment, TF_CLI_CONFIG_FILE: settings, TECHALLY_STATE: "local" };

    const stackFolder = path.join(output, "stacks", stack);
    fs.mkdirSync(stackFolder, { recursive: true });
    const required = { aws: { source: "hashicorp/aws", version: providers.aws?.constraint } };
    fs.writeFileSync(
      path.join(stackFolder, "engine_override.tf.json"),
      JSON.stringify({ terraform: { required_providers: required } }),
    );
  }, 60_000);

  afterAll(() => emulator?.stop());

  // Without a registry the CLI cannot look up checksums for other platforms.
  const offline = ["--skip-provider-lock"];

  test("diff shows what would be created", () => {
    const { status, text } = cdktf(["diff", stack, ...offline], environment);
    expect(text).toContain("1 to add, 0 to change, 0 to destroy");
    expect(status).toBe(0);
  }, 120_000);

  test("deploy creates it and prints the name servers", () => {
    const { status, text } = cdktf(["deploy", stack, "--auto-approve", ...offline], environment);
    expect(text).toMatch(/name_servers[\s\S]+awsdns/);
    expect(status).toBe(0);
  }, 180_000);

  test("a second diff shows nothing to do, and output prints the name servers again", () => {
    expect(cdktf(["diff", stack, ...offline], environment).text).toContain("No changes");
    expect(cdktf(["output", stack, ...offline], environment).text).toContain("awsdns");
  }, 120_000);

  test("destroy removes it", () => {
    // Its consumers were never deployed, which the CLI cannot know.
    const args = ["destroy", stack, "--auto-approve", "--ignore-missing-stack-dependencies", ...offline];
    const { status, text } = cdktf(args, environment);
    expect(text).toContain("1 destroyed");
    expect(status).toBe(0);
  }, 180_000);
});
