import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { Emulator } from "../support/engine/emulator";
import { EmulatorClient } from "../support/engine/emulator-client";
import { describeWith } from "../support/engine/requirements";
import { buildRunbookAccount } from "../support/engine/runbook-fixture";
import { type CommandBlock, commandBlocks, readPage } from "../support/runbooks";

// The way back goes on from what the failover left.
const runbooks = [["region-failure.md", "fail-back.md"], ["service-failure.md"], ["data-loss.md"]];

const blocksOf = (pages: readonly string[]) => pages.flatMap((page) => commandBlocks(readPage(page)));

const separator = "== next block ==";

describeWith(["emulator", "aws"], "the runbooks' commands against an AWS emulator", ({ emulator: command, aws }) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-runbooks-"));
  let emulator: Emulator;
  let environment: NodeJS.ProcessEnv;

  /** Runs a script as somebody would type it: in one shell, so that what one block sets the next one has. */
  const bash = async (script: string) => {
    const options = { cwd: folder, env: environment, timeout: 150_000 };
    try {
      return (await promisify(execFile)("bash", ["-c", script], options)).stdout;
    } catch (error) {
      const { stdout, stderr } = error as { stdout?: string; stderr?: string };
      throw new Error(`after printing:\n${stdout}\nit failed:\n${stderr}`);
    }
  };

  beforeAll(async () => {
    emulator = await Emulator.start(command);
    // Some versions of the CLI have an address of their own for services in us-east-1; this one leaves no choice.
    const bin = path.join(folder, "bin");
    fs.mkdirSync(bin);
    const wrapper = `#!/bin/sh\nexec ${JSON.stringify(aws)} --endpoint-url "$AWS_ENDPOINT_URL" "$@"\n`;
    fs.writeFileSync(path.join(bin, "aws"), wrapper, { mode: 0o755 });
    environment = {
      ...process.env,
      ...emulator.environment,
      PATH: `${bin}${path.delimiter}${process.env.PATH}`,
      AWS_PAGER: "",
      AWS_CONFIG_FILE: path.join(folder, "no-config"),
      AWS_SHARED_CREDENTIALS_FILE: path.join(folder, "no-credentials"),
      AWS_DEFAULT_REGION: "us-east-1",
      PROMOTION_STARTS_WITHIN: "0",
    };
  }, 160_000);

  afterAll(async () => {
    await emulator?.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  // Arguments are checked against the CLI's description of the API, and nothing is called.
  const checkArguments = `#!/bin/sh
case "$1 $2" in
  "s3 "* | "eks update-kubeconfig" | *" wait") exit 0 ;;
  # The sample answer that the CLI makes up is refused by the CLI itself.
  "ssm start-automation-execution" | "efs describe-file-systems") exit 0 ;;
esac
exec ${JSON.stringify(aws)} "$@" --generate-cli-skeleton output
`;
  const others = ["argocd", "curl", "dig", "gh", "jq", "kubectl", "npm", "terraform", "velero"];

  test.each(runbooks.map((pages) => [pages.join(" and "), pages] as const))(
    "%s: the AWS CLI accepts the arguments of the commands that the emulator cannot run",
    async (_, pages) => {
      const blocks = blocksOf(pages).filter(({ emulated }) => !emulated);
      const bin = path.join(folder, "dry");
      fs.mkdirSync(bin, { recursive: true });
      fs.writeFileSync(path.join(bin, "aws"), checkArguments, { mode: 0o755 });
      for (const name of others) fs.writeFileSync(path.join(bin, name), "#!/bin/sh\nexit 0\n", { mode: 0o755 });
      const values = "DATABASE=sg-1 RESTORE_TIME=2026-11-23T05:55:00Z RESTORED=a PRIMARY=b";
      const inPod = /^# in the pod[\s\S]*/m;
      const script = blocks.map(({ commands }) => `(\n${commands.replace(inPod, "")}\n)`).join("\n");
      const folders = "mkdir -p cdktf.out/stacks/production-data";
      await bash(`set -euo pipefail\nexport PATH=${JSON.stringify(bin)}:$PATH\n${folders}\n${values}\n${script}`);
    },
    160_000,
  );

  test.each(runbooks.map((pages) => [pages.join(" and "), pages] as const))(
    "%s: the commands run, and print what the page shows",
    async (_, pages) => {
      await emulator.reset();
      await buildRunbookAccount(new EmulatorClient(emulator.url));
      const blocks = blocksOf(pages).filter(({ emulated }) => emulated);
      const script = blocks.map(({ commands }) => `${commands}\necho "${separator}"`).join("\n");
      const printed = (await bash(`set -euo pipefail\n${script}`))
        .split(`${separator}\n`)
        .map((text) => text.trimEnd());
      const shown = ({ output }: CommandBlock) => (output?.real ? output.text : "");
      expect(printed.slice(0, -1)).toEqual(blocks.map(shown));
    },
    160_000,
  );
});
