import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { AwsCli } from "../../src/preflight/aws-cli";
import { preflight } from "../../src/preflight/preflight";
import { type RunCommand, runCommand } from "../../src/preflight/run-command";
import { Emulator } from "../support/engine/emulator";
import { describeWith } from "../support/engine/requirements";
import { about, fixturePlan } from "../support/preflight";
import { awsError } from "../support/recorded-account";

const execute = promisify(execFile);

/** What the emulator has no answer to: it knows the quotas of VPCs alone, and no cost anomaly monitors. */
const unknownToEmulator = (args: readonly string[]) =>
  (args[0] === "service-quotas" && !args.includes("vpc")) || args[0] === "ce";

describeWith(["emulator", "aws"], "preflight asks an AWS emulator through the AWS CLI", (toolchain) => {
  let emulator: Emulator;
  // Every question starts the CLI anew, so one region is asked about.
  const production = fixturePlan("production");
  const plan = { ...production, resources: production.resources.filter(({ region }) => region !== "us-west-2") };
  const nameServers = async () => [];
  // The last attempt is the first one: the emulator answers what it does not know with an error of its own.
  const settings = () => ({ ...emulator.environment, AWS_MAX_ATTEMPTS: "1", AWS_EC2_METADATA_DISABLED: "true" });

  beforeAll(async () => {
    emulator = await Emulator.start(toolchain.emulator);
    Object.assign(process.env, settings());
    for (const name of ["AWS_PROFILE", "AWS_SESSION_TOKEN"]) delete process.env[name];
  }, 60_000);

  afterAll(async () => {
    for (const name of Object.keys(settings())) delete process.env[name];
    await emulator?.stop();
  }, 60_000);

  const aws = (...args: string[]) => execute(toolchain.aws, [...args, "--region", "us-east-1", "--output", "text"]);

  /** Asks the real CLI, but for what the emulator does not know. */
  const run: RunCommand = async (file, args) => {
    if (file !== "aws" || !unknownToEmulator(args)) return runCommand(file, args);
    const { fails } = awsError("AccessDeniedException", args[0] === "ce" ? "GetAnomalyMonitors" : "GetServiceQuota");
    return { status: 254, stdout: "", stderr: fails, missing: false };
  };

  test("finds what fills its quotas and takes its names, and leaves alone what production made", async () => {
    const tags = "ResourceType=vpc,Tags=[{Key=Environment,Value=production},{Key=Project,Value=TechAlly}]";
    await aws("ec2", "create-vpc", "--cidr-block", "10.0.0.0/16", "--tag-specifications", tags);
    for (const range of ["10.7.0.0/16", "10.8.0.0/16", "10.9.0.0/16"])
      await aws("ec2", "create-vpc", "--cidr-block", range);
    await aws("s3api", "create-bucket", "--bucket", "techally-media");
    const url = "https://token.actions.githubusercontent.com";
    await aws("iam", "create-open-id-connect-provider", "--url", url, "--thumbprint-list", "a".repeat(40));
    const { stdout } = await aws(
      "route53",
      "create-hosted-zone",
      "--name",
      "techally.com",
      "--caller-reference",
      "1",
      "--query",
      "HostedZone.Id",
    );
    const owned = ["--add-tags", "Key=Environment,Value=production", "Key=Project,Value=TechAlly"];
    const id = stdout.trim().replace("/hostedzone/", "");
    await aws("route53", "change-tags-for-resource", "--resource-type", "hostedzone", "--resource-id", id, ...owned);

    const findings = await preflight({ plan, aws: new AwsCli(run), nameServers, run });
    // The default VPC, three of others and its own fill the five; its own is here, so it needs no other.
    expect(about(findings, "VPCs in us-east-1")).toMatchObject({
      level: "ok",
      detail: "1 needed, of which 1 are here already; 5 of 5 in use",
    });
    expect(about(findings, "internet gateways in us-east-1").level).toBe("ok");
    expect(about(findings, "NAT gateways in us-east-1a").detail).toBe("1 needed; 0 of 5 in use");
    expect(about(findings, "bucket techally-media").detail).toBe(
      "it is in this account, and these stacks did not make it",
    );
    expect(about(findings, "4 names of buckets").detail).toBe("4 are free, 0 here already");
    expect(about(findings, "identity provider token.actions.githubusercontent.com").level).toBe("blocks");
    expect(about(findings, "delegation of techally.com")).toMatchObject({
      level: "blocks",
      fix: expect.stringMatching(/^delegate to ns-/),
    });
    expect(about(findings, "zone us-east-1a").level).toBe("ok");
    expect(about(findings, "Elastic IPs in us-east-1").detail).toBe(
      "3 needed, AWS' default is 5; the role lacks the permission servicequotas:GetServiceQuota",
    );
  }, 240_000);

  test("without credentials, says so once", async () => {
    const before = process.env.AWS_ACCESS_KEY_ID;
    delete process.env.AWS_ACCESS_KEY_ID;
    delete process.env.AWS_SECRET_ACCESS_KEY;
    try {
      const findings = await preflight({ plan, aws: new AwsCli(runCommand), nameServers, run: runCommand });
      expect(about(findings, "account")).toMatchObject({
        level: "blocks",
        detail: expect.stringContaining("aws sso login"),
      });
    } finally {
      Object.assign(process.env, { AWS_ACCESS_KEY_ID: before, AWS_SECRET_ACCESS_KEY: before });
    }
  }, 60_000);
});
