import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { environments } from "../../environments";
import { cdktf, offline, runProgram } from "../support/engine/cdktf-cli";
import { gapOverrides, leaveOut } from "../support/engine/emulated-stack";
import { Emulator } from "../support/engine/emulator";
import { EmulatorClient } from "../support/engine/emulator-client";
import { offlineProvider, overrideStack } from "../support/engine/offline-provider";
import { describeWith } from "../support/engine/requirements";
import { WaitingApply } from "../support/engine/waiting-apply";
import { liveStack } from "../support/stack-json";

const patience = 300_000;

/** What the emulator cannot do of single stacks, beside what it cannot do of any. */
const leftOut: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  bootstrap: {
    aws_s3_bucket_policy: "the emulator refuses objects over plain HTTP as the policy says, and speaks nothing else",
    aws_s3_bucket_lifecycle_configuration: "newer_noncurrent_versions does not read back",
  },
  storage: {
    aws_s3_bucket_lifecycle_configuration: "takes a minute, and is applied with the other stacks on the emulator",
  },
};

describeWith(["terraform", "emulator"], "state in S3, with the cdktf CLI against an AWS emulator", (toolchain) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-s3-"));
  const output = path.join(folder, "cdktf.out");
  const stackFolder = (stack: string) => path.join(output, "stacks", stack);
  // The last environment of the list, whichever it is, ships as the smallest one.
  const environmentName = String(environments.at(-1)?.name);
  const [network, storage, dns] = [
    `${environmentName}-network`,
    `${environmentName}-storage`,
    `${environmentName}-dns`,
  ];
  let emulator: Emulator;
  let aws: EmulatorClient;
  let environment: NodeJS.ProcessEnv;
  let bootstrapped: ReturnType<typeof cdktf>;
  let deployed: ReturnType<typeof cdktf>;
  let running: WaitingApply | undefined;

  const run = (command: string, ...args: readonly string[]) =>
    cdktf([command, ...args, ...offline, "--output", output], environment);
  // While one deployment reads the output, no other may write it.
  const runAgain = (command: string, ...args: readonly string[]) => run(command, ...args, "--skip-synth");
  const terraform = (stack: string, ...args: readonly string[]) =>
    runProgram(toolchain.terraform, args, stackFolder(stack), environment);
  const bucket = (path = "") => aws.rest("s3", "us-east-1", "GET", `/${bucketName}${path}`);
  const bucketName = String(liveStack("bootstrap").resource("aws_s3_bucket", "terraform_state").bucket);

  beforeAll(async () => {
    emulator = await Emulator.start(toolchain.emulator);
    aws = new EmulatorClient(emulator.url);
    environment = { ...emulator.environment, ...offlineProvider(folder, toolchain), TECHALLY_STATE: "s3" };
    for (const stack of ["bootstrap", network, storage, dns]) {
      const resource = liveStack(stack).root.resource ?? {};
      const more = leftOut[stack.replace(`${environmentName}-`, "")] ?? {};
      for (const [type, reason] of Object.entries(more))
        process.stderr.write(`emulator: ${stack}: ${type}: left out, ${reason}\n`);
      overrideStack(stackFolder(stack), toolchain, {
        ...gapOverrides(resource),
        ...leaveOut(resource, Object.keys(more)),
      });
    }
    bootstrapped = run("deploy", "bootstrap", "--auto-approve");
    await bootstrapped;
    // Mostly waiting: goes on beside the tests of another stack.
    deployed = runAgain("deploy", network, storage, "--auto-approve");
  }, patience);

  afterAll(async () => {
    await running?.kill();
    await deployed;
    await emulator?.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }, patience);

  test("bootstrap makes the bucket, and keeps its own state in a file", async () => {
    const { status, text } = await bootstrapped;
    expect(text).toContain("Apply complete!");
    expect(status).toBe(0);
    expect(fs.existsSync(path.join(folder, "terraform-state", "bootstrap.tfstate"))).toBe(true);
    expect(await bucket("?versioning")).toContain("<Status>Enabled</Status>");
  }, 60_000);

  test(
    "a second apply is refused while one runs, and says who holds the lock; a plan without a lock is not",
    async () => {
      expect((await terraform(dns, "init", "-no-color")).text).toContain('Successfully configured the backend "s3"!');
      running = await WaitingApply.start(toolchain.terraform, stackFolder(dns), environment);
      const { status, text } = await runAgain("deploy", dns, "--auto-approve");
      expect(text).toContain("Error acquiring the state lock");
      expect(text).toMatch(/Operation: +OperationTypeApply/);
      expect(text).toMatch(/Who: +\S+@\S+/);
      expect(status).not.toBe(0);
      const plan = await terraform(dns, "plan", "-no-color", "-lock=false");
      expect(plan.text).toContain("1 to add, 0 to change, 0 to destroy");
    },
    patience,
  );

  test(
    "a killed apply leaves its lock and what it made; both are put right, and the next deployment goes through",
    async () => {
      running?.approve();
      const domain = String(liveStack(dns).resource("aws_route53_zone", "main").name);
      await until(async () => (await zones(domain)).length > 0);
      await running?.kill();

      const refused = await terraform(dns, "apply", "-no-color", "-auto-approve");
      expect(refused.text).toContain("Error acquiring the state lock");
      const [, lock = ""] = /ID: +(\S+)/.exec(refused.text) ?? [];
      expect((await terraform(dns, "force-unlock", "-force", lock)).text).toContain("successfully unlocked");

      const [zone = ""] = await zones(domain);
      expect((await runAgain("diff", dns)).text).toContain("1 to add, 0 to change, 0 to destroy");
      expect((await terraform(dns, "import", "-no-color", "aws_route53_zone.main", zone)).text).toContain(
        "Import successful!",
      );
      const { status, text } = await runAgain("deploy", dns, "--auto-approve");
      expect(text).toContain("0 added");
      expect(status).toBe(0);
      expect(await zones(domain)).toEqual([zone]);
    },
    patience,
  );

  test(
    "stacks keep their state in the bucket, read each other's there, and a second diff shows nothing to do",
    async () => {
      const { status, text } = await deployed;
      expect({ status, text: status === 0 ? "" : text }).toEqual({ status: 0, text: "" });
      const keys = [...(await bucket()).matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => key);
      expect(keys.sort()).toEqual([dns, network, storage].map((stack) => `${stack}.tfstate`).sort());
      for (const stack of [network, storage]) {
        expect(fs.existsSync(path.join(stackFolder(stack), "terraform.tfstate"))).toBe(false);
      }
      expect((await runAgain("diff", storage)).text).toContain("No changes");
      expect((await terraform(network, "plan", "-no-color")).text).toContain("No changes");
      expect((await runAgain("output", dns)).text).toContain("awsdns");
    },
    patience,
  );

  /** Ids of the zones of a name. */
  async function zones(domain: string): Promise<string[]> {
    const answer = await aws.rest("route53", "us-east-1", "GET", "/2013-04-01/hostedzone");
    const blocks = answer.split("<HostedZone>").slice(1);
    return blocks
      .filter((block) => block.includes(`<Name>${domain}.</Name>`))
      .map((block) => String(/<Id>\/hostedzone\/([^<]*)<\/Id>/.exec(block)?.[1]));
  }
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("waited a minute in vain");
}
