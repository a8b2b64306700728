import { staging } from "../../fixtures/environments/staging";
import { synthEnvironment, synthProduction } from "../../support/changed-environments";
import { fixtureStack, type StackJson } from "../../support/stack-json";

const remote = (stack: string, name: string) => `\${data.terraform_remote_state.${stack}.outputs.${name}}`;

describe("moving to the standby region", () => {
  const unchanged = ["ingress", "dr-ingress", "storage", "dr-storage", "dns"];
  const standby = (name: string) => fixtureStack(`production-${name}`);
  const stacks = synthProduction({ disasterRecovery: { posture: "active" } });
  const active = (name: string) => stacks[`production-${name}`] as StackJson;
  const record = (stack: StackJson, name: string) => stack.resource("aws_route53_record", name);

  test.each(["api_auth", "origin"])("swaps what %s points at, in place", (name) => {
    const [before, after] = [standby("edge"), active("edge")];
    const [first, second] = [`${name}_primary`, `${name}_secondary`];
    expect(record(after, first)).toEqual({ ...record(before, first), alias: record(before, second).alias });
    expect(record(after, second)).toEqual({ ...record(before, second), alias: record(before, first).alias });
    expect(record(after, first).alias).toMatchObject({
      name: remote("production_dr_ingress", "aws_lb_main_dns_name"),
    });
  });

  test("adds and removes nothing", () => {
    expect(active("edge").addresses).toEqual(standby("edge").addresses);
    expect(active("edge").root.provider).toEqual(standby("edge").root.provider);
  });

  test("serves static assets and reads the origin secret from there too", () => {
    const { origin } = active("edge").resource("aws_cloudfront_distribution", "main") as { origin: object[] };
    expect(origin).toMatchObject([
      { origin_id: "ALB", domain_name: "origin.techally.com" },
      {
        origin_id: "S3-static",
        domain_name: remote("production_dr_storage", "aws_s3_bucket_static_assets_bucket_regional_domain_name"),
      },
    ]);
    expect(active("edge").data("aws_secretsmanager_secret_version", "origin_verify")).toEqual({
      provider: "aws.us_west_2",
      secret_id: remote("production_dr_ingress", "data_aws_secretsmanager_secret_version_origin_verify_arn"),
    });
  });

  test("changes no other record, certificate, firewall or bucket policy", () => {
    const rest = ({ root }: StackJson) => {
      const { aws_route53_record: records, aws_cloudfront_distribution: _, ...others } = root.resource ?? {};
      const viewers = Object.entries(records as object).filter(([name]) => name.startsWith("viewer"));
      return { ...others, viewers };
    };
    expect(rest(active("edge"))).toEqual(rest(standby("edge")));
  });

  test.each(unchanged)("leaves %s as it is", (name) => {
    expect(active(name).text).toBe(standby(name).text);
  });
});

describe("an environment whose region is not us-east-1", () => {
  const text = JSON.stringify(staging).replaceAll("us-east-1", "eu-west-1");
  const abroad = synthEnvironment({ ...JSON.parse(text), state: { backend: "local" } }, "edge", "ingress");

  test("makes what CloudFront needs in us-east-1, and reaches its buckets and secrets at home", () => {
    const edge = abroad("edge");
    expect(edge.root.provider?.aws).toEqual([
      expect.objectContaining({ region: "us-east-1" }),
      expect.objectContaining({ region: "eu-west-1", alias: "eu_west_1" }),
    ]);
    expect(edge.resource("aws_s3_bucket_policy", "static_assets").provider).toBe("aws.eu_west_1");
    expect(edge.data("aws_secretsmanager_secret_version", "origin_verify").provider).toBe("aws.eu_west_1");
    for (const type of ["aws_acm_certificate", "aws_wafv2_web_acl"]) {
      expect(edge.resource(type, "main")).not.toHaveProperty("provider");
    }
  });

  test("has its load balancer at home", () => {
    expect(abroad("ingress").root.provider?.aws).toEqual([expect.objectContaining({ region: "eu-west-1" })]);
  });
});

test("where CloudFront delivers no logs at home, it does to a bucket in us-east-1", () => {
  const text = JSON.stringify(staging).replaceAll("us-east-1", "eu-south-1");
  const abroad = synthEnvironment({ ...JSON.parse(text), state: { backend: "local" } }, "edge", "storage");
  const edge = abroad("edge");
  expect(abroad("storage").names("aws_s3_bucket")).not.toContain("cdn_logs");
  expect(edge.resource("aws_s3_bucket", "cdn_logs")).toMatchObject({ bucket: "techally-staging-cdn-logs" });
  expect(edge.resource("aws_s3_bucket", "cdn_logs")).not.toHaveProperty("provider");
  expect(edge.resource("aws_s3_bucket_ownership_controls", "cdn_logs")).toMatchObject({
    rule: { object_ownership: "BucketOwnerPreferred" },
  });
  const distribution = edge.resource("aws_cloudfront_distribution", "main");
  expect(distribution.logging_config).toMatchObject({ bucket: "${aws_s3_bucket.cdn_logs.bucket_domain_name}" });
  expect(distribution.depends_on).toContain("aws_s3_bucket_ownership_controls.cdn_logs");
});
