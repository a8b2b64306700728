import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { cdktf, cdktfEnvironment, cdktfProgram, offline, runProgram } from "../support/engine/cdktf-cli";
import { freePort } from "../support/engine/emulator";
import { offlineProvider, overrideStack } from "../support/engine/offline-provider";
import { describeWith } from "../support/engine/requirements";
import { projectRoot } from "../support/output-folder";
import { liveStacks } from "../support/stack-json";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-cli-"));
const output = path.join(folder, "cdktf.out");
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const run = (command: string, environment: NodeJS.ProcessEnv = {}) => cdktf([command, "--output", output], environment);

describe("cdktf without Terraform", () => {
  test("list names every stack", async () => {
    const { status, text } = await run("list");
    expect(status).toBe(0);
    for (const stack of liveStacks()) expect(text).toContain(stack);
  }, 60_000);

  // The CLI lists the folders before it runs us, and fails when one of them that it means to remove is gone already.
  test("synth writes every stack, and removes one that no longer exists", async () => {
    const gone = path.join(output, "stacks", "qa-dns");
    fs.mkdirSync(gone);
    fs.writeFileSync(path.join(gone, "cdk.tf.json"), "{}");
    const { status } = await run("synth");
    expect(status).toBe(0);
    expect(fs.readdirSync(path.join(output, "stacks")).sort()).toEqual(liveStacks());
  }, 60_000);

  test("synth fails, says why and keeps the last output when the configuration is wrong", async () => {
    const before = fs.statSync(path.join(output, "manifest.json")).mtimeMs;
    const { status, text } = await run("synth", { TECHALLY_STATE: "floppy" });
    expect(status).not.toBe(0);
    expect(text).toContain("TECHALLY_STATE");
    expect(text).toContain("cloud, s3, local");
    expect(fs.statSync(path.join(output, "manifest.json")).mtimeMs).toBe(before);
  }, 60_000);
});

describeWith(["terraform", "emulator"], "the README's local trial, as it is written", (toolchain) => {
  const readme = fs.readFileSync(path.join(projectRoot, "README.md"), "utf8");
  const block = /## Try it locally[\s\S]*?```sh\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const stack = /cdktf deploy (\S+)/.exec(block)?.[1] ?? "";

  test("deploys a stack to an emulator, destroys it, and leaves nothing in the shell", async () => {
    const checkout = path.join(folder, "checkout");
    const bin = path.join(folder, "bin");
    fs.mkdirSync(checkout);
    fs.mkdirSync(bin);
    for (const entry of fs.readdirSync(projectRoot)) {
      if (entry.startsWith(".") || entry === "cdktf.out" || entry === "terraform-state") continue;
      fs.symlinkSync(path.join(projectRoot, entry), path.join(checkout, entry));
    }
    overrideStack(path.join(checkout, "cdktf.out", "stacks", stack), toolchain);
    const program = (name: string, body: string) =>
      fs.writeFileSync(path.join(bin, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    program("pip", "exit 0");
    program(
      "npx",
      `shift; exec ${JSON.stringify(process.execPath)} ${JSON.stringify(cdktfProgram)} "$@" ${offline.join(" ")}`,
    );
    const port = String(await freePort());
    const commands = block.replaceAll("5000", port);
    expect(commands).toContain(`moto_server -p ${port}`);

    const names = ["AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "TECHALLY_STATE"];
    const left = `echo "left: ${names.map((name) => `$${name}`).join("")} $(jobs -p)"`;
    const { text, status } = await runProgram("bash", ["-c", `${commands}\n${left}`], checkout, {
      ...cdktfEnvironment,
      ...offlineProvider(folder, toolchain),
      ...Object.fromEntries(names.map((name) => [name, undefined])),
      AWS_PROFILE: undefined,
      AWS_SESSION_TOKEN: undefined,
      NO_PROXY: "127.0.0.1",
      PATH: `${bin}${path.delimiter}${process.env.PATH}`,
    });
    expect(text).toMatch(/name_servers[\s\S]+awsdns/);
    expect(text).toContain("1 destroyed");
    expect(text).toMatch(/^left: +$/m);
    expect(status).toBe(0);
    await expect(fetch(`http://127.0.0.1:${port}/moto-api/data.json`)).rejects.toThrow("fetch failed");
    expect(fs.existsSync(path.join(checkout, "terraform-state"))).toBe(true);
  }, 240_000);
});
