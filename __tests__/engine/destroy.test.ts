import { execFile, execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { EmulatedStack } from "../support/engine/emulated-stack";
import { Emulator } from "../support/engine/emulator";
import { describeWith } from "../support/engine/requirements";
import { projectRoot } from "../support/output-folder";

const region = "us-east-1";
const cluster = "techally-development";
const primary = `${cluster}-primary`;
const logGroup = `/aws/eks/${cluster}/cluster`;
const patience = 300_000;

describeWith(["terraform", "emulator", "aws"], "an environment that is destroyed and built again", (toolchain) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-destroy-"));
  const synthesized = path.join(folder, "synthesized");
  const run = path.join(folder, "run");
  let emulator: Emulator;
  let environment: NodeJS.ProcessEnv;
  const stacks = new Map<string, EmulatedStack>();
  const stack = (name: string) => stacks.get(`development-${name}`) as EmulatedStack;

  beforeAll(async () => {
    execFileSync(process.execPath, [path.join("scripts", "run.cjs"), "main.ts"], {
      cwd: projectRoot,
      env: { ...process.env, CDKTF_OUTDIR: synthesized, TECHALLY_STATE: "local" },
    });
    emulator = await Emulator.start(toolchain.emulator);
    const bin = path.join(folder, "bin");
    fs.mkdirSync(bin);
    // Some versions of the CLI have an address of their own for services in us-east-1; this one leaves no choice.
    const wrapper = `#!/bin/sh\nexec ${JSON.stringify(toolchain.aws)} --endpoint-url "$AWS_ENDPOINT_URL" "$@"\n`;
    fs.writeFileSync(path.join(bin, "aws"), wrapper, { mode: 0o755 });
    const settings = path.join(folder, "terraform.tfrc");
    const mirrors = Object.values(toolchain.providers).map(
      ({ pluginDir }) => `  filesystem_mirror { path = ${JSON.stringify(pluginDir)} }`,
    );
    fs.writeFileSync(settings, `provider_installation {\n${mirrors.join("\n")}\n}\n`);
    environment = {
      ...process.env,
      ...emulator.environment,
      PATH: `${bin}${path.delimiter}${process.env.PATH}`,
      AWS_CONFIG_FILE: path.join(folder, "no-config"),
      AWS_SHARED_CREDENTIALS_FILE: path.join(folder, "no-credentials"),
      TF_CLI_CONFIG_FILE: settings,
      CHECKPOINT_DISABLE: "1",
    };
    // The order among these stacks is the manifest's; network and data are never deployed.
    const names = ["cluster", "data", "network"].map((name) => `development-${name}`);
    const manifest = JSON.parse(fs.readFileSync(path.join(synthesized, "manifest.json"), "utf8"));
    const entries = names.map((name) => {
      const { dependencies, ...rest } = manifest.stacks[name];
      return [name, { ...rest, dependencies: dependencies.filter((other: string) => names.includes(other)) }];
    });
    fs.mkdirSync(run);
    fs.writeFileSync(path.join(run, "manifest.json"), JSON.stringify({ stacks: Object.fromEntries(entries) }));
    leaveOutNodes(path.join(synthesized, "stacks", "development-cluster", "cdk.tf.json"));
    for (const name of names) {
      const from = path.join(synthesized, "stacks", name);
      stacks.set(name, new EmulatedStack(toolchain, emulator, from, path.join(run, "stacks", name)));
    }
  }, 60_000);

  afterAll(async () => {
    await emulator?.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const aws = async (...args: readonly string[]) =>
    (await promisify(execFile)("aws", [...args, "--region", region], { env: environment })).stdout;

  const script = async (name: string, ...args: readonly string[]) => {
    const all = [path.join("scripts", "run.cjs"), path.join("scripts", name), ...args, "--output", run];
    const { stdout } = await promisify(execFile)(process.execPath, all, { cwd: projectRoot, env: environment });
    return stdout;
  };
  const destroy = (...args: readonly string[]) => script("destroy.ts", "development", "--yes", "development", ...args);

  const build = () => stack("cluster").apply("-target=aws_cloudwatch_log_group.cluster");

  test(
    "everything is destroyed, and what AWS has kept is listed",
    async () => {
      await build();
      // What people and services leave behind: a volume of a claim, and a final snapshot.
      const tags = `Tags=[{Key=ebs.csi.aws.com/cluster,Value=true},{Key=Cluster,Value=${cluster}}]`;
      const volume = ["--availability-zone", "us-east-1a", "--size", "30"];
      await aws("ec2", "create-volume", ...volume, "--tag-specifications", `ResourceType=volume,${tags}`);
      const sizes = ["--db-instance-class", "db.t3.micro", "--engine", "postgres", "--allocated-storage", "20"];
      const user = ["--master-username", "somebody", "--master-user-password", "something-long"];
      const instance = ["--db-instance-identifier", primary];
      await aws("rds", "create-db-instance", ...instance, ...sizes, ...user);
      await aws(
        "rds",
        "delete-db-instance",
        ...instance,
        "--final-db-snapshot-identifier",
        `${primary}-final-0a1b2c3d`,
      );

      const destroyed = await destroy();
      expect(await stack("cluster").resources()).toEqual([]);
      expect(destroyed).toMatch(/== development-cluster[\s\S]+== development-network\nnothing of it is deployed/);
      expect(destroyed).toMatch(/volume vol-\w+ in us-east-1: 30 GiB/);
      expect(destroyed).toContain(`database snapshot ${primary}-final-0a1b2c3d in us-east-1`);
      expect(destroyed).toContain("npm run destroy -- development --only-leftovers --remove-leftovers");
    },
    patience,
  );

  test(
    "a log group that AWS has made again stands in the way, and goes with the leftovers; it can be built and destroyed again",
    async () => {
      await aws("logs", "create-log-group", "--log-group-name", logGroup);
      await expect(build()).rejects.toThrow("ResourceAlreadyExistsException");
      const removed = await destroy("development-cluster", "--only-leftovers", "--remove-leftovers");
      expect(removed).toContain(`deletes the log group ${logGroup}`);
      expect(removed).toContain("nothing is left");
      await build();
      expect(await destroy("development-cluster")).toContain("nothing is left");
      expect(await stack("cluster").resources()).toEqual([]);
    },
    patience,
  );
});

/** Leaves out what the emulator knows nothing of, and Terraform would ask it about when it destroys. */
function leaveOutNodes(file: string): void {
  const config = JSON.parse(fs.readFileSync(file, "utf8"));
  delete config.data.aws_eks_addon_version;
  delete config.resource.aws_eks_addon;
  delete config.resource.aws_eks_node_group;
  delete config.output;
  fs.writeFileSync(file, JSON.stringify(config));
}
