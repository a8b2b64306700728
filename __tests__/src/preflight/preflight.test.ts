import fs from "node:fs";
import path from "node:path";
import { exitCodeOf, type Finding } from "../../../src/preflight/finding";
import { report } from "../../../src/preflight/report";
import { projectRoot } from "../../support/output-folder";
import { about, fixturePlan, look, zoneAnswer } from "../../support/preflight";
import { account, awsError, tagged } from "../../support/recorded-account";

const plan = fixturePlan("production");

const bad = (findings: readonly Finding[]) => findings.filter(({ level }) => level !== "ok").map(({ what }) => what);

test("an ordinary, empty account: only the delegation is left to do", async () => {
  const { findings, calls } = await look(plan);
  expect(bad(findings)).toEqual(["delegation of techally.com"]);
  expect(about(findings, "delegation of techally.com")).toMatchObject({
    level: "warning",
    detail: "the zone is not there yet",
  });
  expect(exitCodeOf(findings)).toBe(0);
  // Every question is read-only, and asked once.
  const asked = calls.filter((call) => call.startsWith("aws ") && !call.includes("--version"));
  expect(asked.filter((call) => !/^aws [\w-]+ (describe|get|list|head)-/.test(call))).toEqual([]);
  expect(new Set(calls).size).toBe(calls.length);
});

test("the GitHub repository that is let in is named, with the runs that are", async () => {
  const { findings } = await look(plan);
  expect(about(findings, "GitHub repository techally/platform")).toMatchObject({
    level: "ok",
    detail:
      "delivery.repository lets its workflows into the account, from environment:development, environment:staging, " +
      "ref:refs/heads/main, ref:refs/tags/v*: " +
      "it has to be yours",
  });
});

test("what production deployed before is no problem, though it fills its quotas", async () => {
  const gateway = (zone: string) => ({ SubnetId: `subnet-${zone}`, State: "available", Tags: tagged.own });
  const { findings } = await look(
    plan,
    {
      "ec2 describe-addresses us-east-1": { Addresses: Array(5).fill({ Tags: tagged.own }).with(0, {}).with(1, {}) },
      "ec2 describe-nat-gateways us-east-1": { NatGateways: [gateway("a"), gateway("b"), gateway("c")] },
      "ec2 describe-subnets us-east-1": {
        Subnets: ["a", "b", "c"].map((zone) => ({ SubnetId: `subnet-${zone}`, AvailabilityZone: `us-east-1${zone}` })),
      },
      "ec2 describe-instances us-east-1": [
        { type: "m5.xlarge", lifecycle: null, cores: 2, threads: 2, tags: tagged.own },
        { type: "c5.2xlarge", lifecycle: "spot", cores: 4, threads: 2, tags: tagged.own },
        { type: "g5.xlarge", lifecycle: null, cores: 2, threads: 2, tags: null },
      ],
      "rds describe-db-instances us-east-1": {
        DBInstances: [{ DBInstanceIdentifier: "techally-primary", AllocatedStorage: 100 }],
      },
      "elasticache describe-cache-clusters us-east-1": {
        CacheClusters: [
          { CacheClusterId: "techally-redis-001", ReplicationGroupId: "techally-redis", NumCacheNodes: 1 },
        ],
      },
      "elbv2 describe-load-balancers us-east-1": {
        LoadBalancers: [
          { LoadBalancerName: "techally-alb", Type: "application" },
          { LoadBalancerName: "others", Type: "network" },
        ],
      },
      "eks list-clusters us-east-1": { clusters: ["techally-production"] },
      "cloudfront list-distributions": { DistributionList: { Items: [{ Aliases: { Items: ["techally.com"] } }] } },
      "iam list-open-id-connect-providers": {
        OpenIDConnectProviderList: [
          { Arn: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com` },
        ],
      },
      "iam get-open-id-connect-provider": { Tags: tagged.own },
      "ce get-anomaly-monitors": {
        AnomalyMonitors: [{ MonitorName: "techally-services", MonitorArn: "arn:1", MonitorDimension: "SERVICE" }],
      },
      "s3api list-buckets": { Buckets: [{ Name: "techally-media" }] },
      "s3api get-bucket-tagging": { TagSet: tagged.own },
      ...zoneAnswer(tagged.own),
    },
    async () => ["NS-1.awsdns-01.com.", "ns-2.awsdns-02.net"],
  );
  expect(bad(findings)).toEqual([]);
  expect(about(findings, "Elastic IPs in us-east-1").detail).toBe(
    "3 needed, of which 3 are here already; 5 of 5 in use",
  );
  expect(about(findings, "NAT gateways in us-east-1a").detail).toBe(
    "1 needed, of which 1 are here already; 1 of 100 in use",
  );
  expect(about(findings, "vCPUs of on-demand instances (A, C, D, H, I, M, R, T, Z) in us-east-1").detail).toBe(
    "20 needed (up to 64 as node groups grow), of which 4 are here already; 4 of 100 in use",
  );
  expect(about(findings, "vCPUs of spot instances (A, C, D, H, I, M, R, T, Z) in us-east-1").detail).toBe(
    "16 needed (up to 64 as node groups grow), of which 8 are here already; 8 of 100 in use",
  );
  expect(about(findings, "GiB of storage of all RDS instances in us-east-1").detail).toBe(
    "300 needed, of which 100 are here already; 100 of 100000 in use",
  );
  expect(about(findings, "ElastiCache nodes in us-east-1").detail).toBe(
    "3 needed, of which 1 are here already; 1 of 100 in use",
  );
  expect(about(findings, "10 names of buckets").detail).toBe("9 are free, 1 here already");
  expect(about(findings, "delegation of techally.com").detail).toBe("ns-1.awsdns-01.com, ns-2.awsdns-02.net");
});

test("an environment without stacks is refused, with those that have some", () => {
  expect(() => fixturePlan("qa")).toThrow(
    /no stack of environment "qa"; there are: development, production, .*staging/,
  );
});

test("what the page shows is what is printed", async () => {
  const arn = `arn:aws:ce::${account}:anomalymonitor/8f7e6d5c-4b3a-2910-8f7e-6d5c4b3a2910`;
  const monitor = { MonitorName: "Default-Services-Monitor", MonitorArn: arn, MonitorDimension: "SERVICE" };
  const { findings } = await look(plan, {
    "ec2 describe-addresses us-east-1": { Addresses: [{}, {}, {}, {}] },
    "ce get-anomaly-monitors": { AnomalyMonitors: [monitor] },
    "service-quotas get-service-quota L-1194D53C": awsError("AccessDeniedException", "GetServiceQuota"),
  });
  const printed = report(findings, ["production"]).split("\n");
  const page = fs.readFileSync(path.join(projectRoot, "docs/first-deployment.md"), "utf8");
  const sample = /^```\n(BLOCKS[\s\S]*?)\n```$/m.exec(page)?.[1]?.split("\n") ?? [];
  expect(sample.length).toBeGreaterThan(5);
  expect(printed).toEqual(expect.arrayContaining(sample));
  expect(printed.at(-2)).toMatch(/^production: 2 in the way, 2 unknown, 1 to know, \d+ fine$/);
});
