import { exitCodeOf } from "../../../src/preflight/finding";
import { about, fixturePlan, look, zoneAnswer } from "../../support/preflight";
import { account, awsError, tagged } from "../../support/recorded-account";

const plan = fixturePlan("production");

test("fewer addresses than the NAT gateways take, with the command that asks for more", async () => {
  const { findings } = await look(plan, {
    "ec2 describe-addresses us-east-1": { Addresses: [{}, {}, {}, {}, { ServiceManaged: "alb" }] },
  });
  expect(about(findings, "Elastic IPs in us-east-1")).toEqual({
    level: "blocks",
    what: "Elastic IPs in us-east-1",
    detail: "3 needed; 4 of 5 in use",
    fix:
      "aws service-quotas request-service-quota-increase --region us-east-1 --service-code ec2 " +
      "--quota-code L-0263D0A3 --desired-value 7",
  });
  expect(exitCodeOf(findings)).toBe(1);
});

test("all environments of an account together, though each alone would do", async () => {
  const all = fixturePlan("production", "staging", "development");
  const addresses = { "ec2 describe-addresses us-east-1": { Addresses: [{}] } };
  expect(about((await look(plan, addresses)).findings, "Elastic IPs in us-east-1").level).toBe("ok");
  expect(about((await look(all, addresses)).findings, "Elastic IPs in us-east-1")).toMatchObject({
    level: "blocks",
    detail: "5 needed; 1 of 5 in use",
  });
});

test("vCPUs: too few to begin with block, too few to grow are to be known", async () => {
  const what = "vCPUs of on-demand instances (A, C, D, H, I, M, R, T, Z) in us-east-1";
  const limited = (value: number) =>
    look(plan, { "service-quotas get-service-quota L-1216C47A": { Quota: { QuotaCode: "L-1216C47A", Value: value } } });
  expect(about((await limited(16)).findings, what)).toMatchObject({
    level: "blocks",
    detail: expect.stringMatching("^20 needed"),
  });
  const { findings } = await limited(32);
  expect(about(findings, what)).toMatchObject({
    level: "warning",
    fix: expect.stringMatching("--desired-value 64$"),
  });
  expect(exitCodeOf(findings)).toBe(0);
});

test("a zone that takes no control plane, with those that do", async () => {
  const answer = recordedZones({
    "us-east-1b": "use1-az3",
    "us-east-1a": "use1-az6",
    "us-east-1c": "use1-az2",
    "us-east-1d": "use1-az1",
  });
  const { findings } = await look(plan, { "ec2 describe-availability-zones us-east-1": answer });
  expect(about(findings, "zone us-east-1b")).toEqual({
    level: "blocks",
    what: "zone us-east-1b",
    detail: "it is use1-az3 here, which takes no EKS control plane",
    fix: expect.stringMatching(/network\.controlPlaneZones.*us-east-1d \(use1-az1\)$/),
  });
});

test("a zone that the account does not have", async () => {
  const answer = recordedZones({ "us-east-1a": "use1-az6", "us-east-1b": "use1-az1" });
  const { findings } = await look(plan, { "ec2 describe-availability-zones us-east-1": answer });
  expect(about(findings, "zone us-east-1c")).toMatchObject({
    level: "blocks",
    fix: "use one of us-east-1a, us-east-1b in network.zones",
  });
});

test("a region that is not enabled", async () => {
  const regions = {
    Regions: [
      { RegionName: "us-east-1", OptInStatus: "opted-in" },
      { RegionName: "us-west-2", OptInStatus: "not-opted-in" },
    ],
  };
  const { findings } = await look(plan, { "ec2 describe-regions": regions });
  expect(about(findings, "region us-west-2")).toMatchObject({
    level: "blocks",
    fix: "aws account enable-region --region-name us-west-2",
  });
});

test("name servers that are not those of the zone, or none", async () => {
  const others = await look(plan, zoneAnswer(tagged.own), async () => ["ns1.registrar.example"]);
  expect(about(others.findings, "delegation of techally.com")).toMatchObject({
    level: "blocks",
    detail: "the internet asks ns1.registrar.example",
    fix: expect.stringMatching("^delegate to ns-1.awsdns-01.com, ns-2.awsdns-02.net:"),
  });
  const none = await look(plan, zoneAnswer(tagged.own));
  expect(about(none.findings, "delegation of techally.com").detail).toBe("the internet knows no name servers for it");
  const refused = Object.assign(new Error("queryNs ETIMEOUT"), { code: "ETIMEOUT" });
  const silent = await look(plan, zoneAnswer(tagged.own), async () => Promise.reject(refused));
  expect(about(silent.findings, "delegation of techally.com")).toMatchObject({ level: "unchecked" });
});

test("a zone of the same name that no environment made stays, and is named", async () => {
  const { findings } = await look(plan, zoneAnswer([]));
  expect(about(findings, "delegation of techally.com").detail).toBe(
    "the zone is not there yet; another zone of that name is in the account, Z1EXAMPLE, and its records do not come along",
  );
});

test("GitHub's identity provider of somebody else, with the setting that names it", async () => {
  const arn = `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`;
  const { findings } = await look(plan, {
    "iam list-open-id-connect-providers": { OpenIDConnectProviderList: [{ Arn: arn }] },
    "iam get-open-id-connect-provider": { Tags: tagged.others },
  });
  expect(about(findings, "identity provider token.actions.githubusercontent.com")).toMatchObject({
    level: "blocks",
    fix: `delivery: { identityProviderArn: "${arn}" }, in the environment that owns the account`,
  });
});

describe("an identity provider that the configuration names", () => {
  const arn = `arn:aws:iam::${account}:oidc-provider/app.terraform.io`;
  const of = { ...plan, namedProviders: [{ arn, audience: "aws.workload.identity" }] };
  of.resources = plan.resources.filter(({ type }) => type !== "aws_iam_openid_connect_provider");
  const what = "identity provider app.terraform.io";

  test("has to exist", async () => {
    const missing = awsError("NoSuchEntity", "GetOpenIDConnectProvider", "not found");
    const { findings } = await look(of, { "iam get-open-id-connect-provider": missing });
    expect(about(findings, what)).toMatchObject({
      level: "blocks",
      detail: `${arn} does not exist`,
      fix: expect.stringContaining("delivery.terraformCloudProviderArn"),
    });
    const refused = awsError("AccessDenied", "GetOpenIDConnectProvider", "not authorized");
    const unknown = await look(of, { "iam get-open-id-connect-provider": refused });
    expect(about(unknown.findings, what).level).toBe("unchecked");
  });

  test("has to take the audience that roles ask for", async () => {
    const other = await look(of, { "iam get-open-id-connect-provider": { ClientIDList: ["sts.amazonaws.com"] } });
    expect(about(other.findings, what)).toMatchObject({
      level: "blocks",
      fix: `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${arn} --client-id aws.workload.identity`,
    });
    const right = await look(of, { "iam get-open-id-connect-provider": { ClientIDList: ["aws.workload.identity"] } });
    expect(about(right.findings, what).level).toBe("ok");
  });
});

test("the anomaly monitor that AWS gives new accounts", async () => {
  const arn = `arn:aws:ce::${account}:anomalymonitor/8f7e6d5c-4b3a-2910-8f7e-6d5c4b3a2910`;
  const monitor = { MonitorName: "Default-Services-Monitor", MonitorArn: arn, MonitorDimension: "SERVICE" };
  const { findings } = await look(plan, { "ce get-anomaly-monitors": { AnomalyMonitors: [monitor] } });
  expect(about(findings, "cost anomaly monitor of the account's services")).toMatchObject({
    level: "blocks",
    fix: `cost: { serviceMonitorArn: "${arn}" }, in the environment that owns the account`,
  });
});

test("an account whose Cost Explorer is off", async () => {
  const off = awsError("AccessDeniedException", "GetAnomalyMonitors", "User not enabled for cost explorer access");
  const { findings } = await look(plan, { "ce get-anomaly-monitors": off });
  expect(about(findings, "cost anomaly monitor of the account's services")).toMatchObject({
    level: "blocks",
    detail: "Cost Explorer is not enabled in this account",
  });
});

test("names of buckets: another account's, and one of this account that the stacks did not make", async () => {
  const { findings } = await look(plan, {
    "s3api head-bucket techally-media": awsError("403", "HeadBucket", "Forbidden"),
    "s3api list-buckets": { Buckets: [{ Name: "techally-backups" }] },
    "s3api get-bucket-tagging": awsError("NoSuchTagSet", "GetBucketTagging", "The TagSet does not exist"),
  });
  expect(about(findings, "bucket techally-media")).toMatchObject({
    level: "blocks",
    detail: "another account has a bucket of that name",
  });
  expect(about(findings, "bucket techally-backups").fix).toBe(
    'storage: { bucketSuffix: "…" }, or terraform import aws_s3_bucket.backups techally-backups in production-storage',
  );
  expect(about(findings, "8 names of buckets").detail).toBe("8 are free, 0 here already");
});

test("a taken name for the bucket of the states has a setting of its own", async () => {
  const bucket = { stack: "bootstrap", type: "aws_s3_bucket", name: "terraform_state", region: "us-east-1" };
  const of = { ...plan, resources: [{ ...bucket, arguments: { bucket: "techally-terraform-state" } }] };
  const { findings } = await look(of, { "s3api head-bucket": awsError("403", "HeadBucket", "Forbidden") });
  expect(about(findings, "bucket techally-terraform-state")).toMatchObject({
    level: "blocks",
    fix: 'state: { s3: { bucket: "…" } }, with something that nobody else has',
  });
});

test("another account than the environment's: nothing else is asked", async () => {
  const of = { ...plan, accounts: ["999999999999"] };
  const { findings, calls } = await look(of);
  expect(about(findings, `account ${account}`)).toMatchObject({ level: "blocks" });
  expect(calls.filter((call) => call.includes("describe"))).toEqual([]);
  expect(exitCodeOf(findings)).toBe(1);
});

test("environments of two accounts are looked at one account after the other", async () => {
  const accountsOf = new Map([
    ["production", [account]],
    ["europe", ["999999999999"]],
  ]);
  const { findings, calls } = await look({ ...plan, accounts: [account, "999999999999"], accountsOf });
  expect(about(findings, `account ${account}`)).toEqual({
    level: "blocks",
    what: `account ${account}`,
    detail: "these environments are in two accounts: run it once for each",
    fix: `signed in to each: npm run preflight -- production (${account}); npm run preflight -- europe (999999999999)`,
  });
  expect(calls.filter((call) => call.includes("describe"))).toEqual([]);
});

test("roles with access to a cluster that do not exist", async () => {
  const entry = (principal_arn: string) => ({
    stack: "production-cluster",
    type: "aws_eks_access_entry",
    name: principal_arn,
    region: "us-east-1",
    arguments: { principal_arn },
  });
  const entries = [
    entry("arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/team/people"),
    entry(`arn:aws:iam::${account}:role/admins`),
    entry("arn:aws:iam::999999999999:role/admins"),
    // Created by the stacks themselves, by name and by reference.
    entry(`arn:aws:iam::${account}:role/techally-vpc-flow-logs`),
    entry("${aws_iam_role.plan.arn}"),
  ];
  const { findings } = await look(
    { ...plan, resources: [...plan.resources, ...entries] },
    {
      "iam get-role people": awsError("NoSuchEntity", "GetRole", "The role with name people cannot be found."),
      "iam get-role admins": { Role: { RoleName: "admins" } },
    },
  );
  expect(about(findings, `role people of account ${account}`).level).toBe("blocks");
  expect(about(findings, `role admins of account ${account}`).level).toBe("ok");
  expect(about(findings, "role admins of account 999999999999").level).toBe("unchecked");
  expect(findings.filter(({ what }) => what.startsWith("role "))).toHaveLength(4);
});

test("tools that are missing or too old", async () => {
  const { findings } = await look(plan, {
    "terraform version": '{"terraform_version": "1.5.7"}',
    "kubectl version": null,
    "aws --version": "aws-cli/1.45.11 Python/3.11.7 Linux/6.1 botocore/1.43.11\n",
  });
  expect(about(findings, "Terraform")).toMatchObject({
    level: "blocks",
    detail: "1.5.7, needed is >= 1.11.0, < 2.0.0",
  });
  expect(about(findings, "kubectl").level).toBe("warning");
  expect(about(findings, "AWS CLI").level).toBe("warning");
});

function recordedZones(ids: Readonly<Record<string, string>>) {
  const zones = Object.entries(ids).map(([ZoneName, ZoneId]) => ({ ZoneName, ZoneId, State: "available" }));
  return { AvailabilityZones: zones };
}
