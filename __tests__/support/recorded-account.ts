import type { CommandResult, RunCommand } from "../../src/preflight/run-command";

/** What a program answers: its output as a value, or how it fails. */
export type Answer = unknown | { readonly fails: string };

/** The CLI's words when AWS answers with an error. */
export function awsError(code: string, operation: string, message = "no reason"): { readonly fails: string } {
  return { fails: `\nAn error occurred (${code}) when calling the ${operation} operation: ${message}\n` };
}

const ownTags = [
  { Key: "Environment", Value: "production" },
  { Key: "Project", Value: "TechAlly" },
];
export const tagged = { own: ownTags, others: [{ Key: "Environment", Value: "legacy" }] } as const;

export const account = "123456789012";

/**
 * An ordinary account that holds nothing yet, as the AWS CLI answers about it. Keys are the command's words up to the
 * first option, with the region where it matters.
 */
const emptyAccount: Readonly<Record<string, Answer>> = {
  "sts get-caller-identity": {
    UserId: "AROAEXAMPLE:alice",
    Account: account,
    Arn: `arn:aws:sts::${account}:assumed-role/administrator/alice`,
  },
  "ec2 describe-regions": {
    Regions: [
      { RegionName: "us-east-1", OptInStatus: "opt-in-not-required", Endpoint: "ec2.us-east-1.amazonaws.com" },
      { RegionName: "us-west-2", OptInStatus: "opt-in-not-required", Endpoint: "ec2.us-west-2.amazonaws.com" },
      { RegionName: "af-south-1", OptInStatus: "not-opted-in", Endpoint: "ec2.af-south-1.amazonaws.com" },
    ],
  },
  "ec2 describe-availability-zones us-east-1": zones("us-east-1", ["use1-az6", "use1-az1", "use1-az2", "use1-az3"]),
  "ec2 describe-availability-zones us-west-2": zones("us-west-2", ["usw2-az2", "usw2-az1", "usw2-az3"]),
  "ec2 describe-addresses": { Addresses: [] },
  "ec2 describe-vpcs": { Vpcs: [{ VpcId: "vpc-default", IsDefault: true }] },
  "ec2 describe-subnets": { Subnets: [] },
  "ec2 describe-internet-gateways": { InternetGateways: [{ InternetGatewayId: "igw-default" }] },
  "ec2 describe-nat-gateways": { NatGateways: [] },
  "ec2 describe-network-interfaces": [],
  "ec2 describe-instances": [],
  "eks list-clusters": { clusters: [] },
  "rds describe-db-instances": { DBInstances: [] },
  "elasticache describe-cache-clusters": { CacheClusters: [] },
  "elbv2 describe-load-balancers": { LoadBalancers: [] },
  // CloudFront leaves Items out of an empty list.
  "cloudfront list-distributions": { DistributionList: { Quantity: 0 } },
  // Whoever administers the clusters was there before.
  "iam get-role platform-admin": { Role: { RoleName: "platform-admin" } },
  "iam list-roles": ["AWSServiceRoleForSupport"],
  "iam list-open-id-connect-providers": { OpenIDConnectProviderList: [] },
  "ce get-anomaly-monitors": { AnomalyMonitors: [] },
  "route53 list-hosted-zones-by-name": { HostedZones: [] },
  "s3api list-buckets": { Buckets: [] },
  "s3api head-bucket": awsError("404", "HeadBucket", "Not Found"),
  "service-quotas get-service-quota": awsError("NoSuchResourceException", "GetServiceQuota"),
  "service-quotas get-aws-default-service-quota": { Quota: { Value: 100 } },
  "service-quotas get-aws-default-service-quota L-0263D0A3": { Quota: { Value: 5 } },
  "service-quotas get-aws-default-service-quota L-7ADDB58A": { Quota: { Value: 100000 } },
  "service-quotas get-aws-default-service-quota L-DF5E4CA3": { Quota: { Value: 5000 } },
  "aws --version": "aws-cli/2.31.0 Python/3.13.7 Linux/6.1.0 exe/x86_64.ubuntu.24\n",
  "terraform version": '{\n  "terraform_version": "1.11.4",\n  "platform": "linux_amd64"\n}\n',
  "kubectl version": '{"clientVersion": {"gitVersion": "v1.36.0"}}',
};

function zones(region: string, ids: readonly string[]) {
  return {
    AvailabilityZones: ids.map((ZoneId, index) => ({
      State: "available",
      OptInStatus: "opt-in-not-required",
      RegionName: region,
      ZoneName: `${region}${"abcdef"[index]}`,
      ZoneId,
    })),
  };
}

/** Answers as an account would; `changed` says what is different from an empty one. `null` stands for no such program. */
export function recordedAccount(changed: Readonly<Record<string, Answer>> = {}) {
  const answers: Readonly<Record<string, Answer>> = { ...emptyAccount, ...changed };
  const calls: string[] = [];
  const run: RunCommand = async (file, args) => {
    const own = file === "aws" && args[0] !== "--version";
    const command = own ? args.slice(0, 2).join(" ") : `${file} ${args[0]}`;
    calls.push([file, ...args].join(" "));
    // The more particular a key, the more it counts: with a value of the command, such as a code or name, or a region.
    const key = [...args.slice(2), ""].map((value) => `${command} ${value}`.trim()).find((name) => name in answers);
    if (key === undefined) throw new Error(`nothing is recorded for ${command}: ${args.join(" ")}`);
    return resultOf(answers[key]);
  };
  return { run, calls };
}

function resultOf(answer: Answer): CommandResult {
  if (answer === null) return { status: undefined, stdout: "", stderr: "", missing: true };
  if (typeof answer === "object" && answer !== null && "fails" in answer) {
    return { status: 254, stdout: "", stderr: String(answer.fails), missing: false };
  }
  const stdout = typeof answer === "string" ? answer : JSON.stringify(answer);
  return { status: 0, stdout, stderr: "", missing: false };
}
