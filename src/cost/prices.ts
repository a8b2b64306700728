/** What a price is for: an hour or a month of one, or a month of a GiB. */
export type PriceUnit = "hour" | "month" | "GiB-month";

/** A list price of AWS. */
export interface Price {
  readonly usd: number;
  readonly per: PriceUnit;
  /** AWS' page with the price. */
  readonly page: string;
  /** The service in the Price List, and what tells the product there from others. */
  readonly service: string;
  readonly filters: Readonly<Record<string, string>>;
  /** A dated page, or one of AWS' documentation, that states the same figure. Default: none was at hand. */
  readonly compared?: string | undefined;
}

/**
 * The month of the prices below: AWS' public list, without discounts, taxes, credits or the free tier. They were written
 * down from the list as published, and compared with the pages that they name; AWS itself was not asked. The commands
 * of `npm run cost -- --queries` ask it.
 */
export const pricesAsOf = "2026-06";

/** Where they hold: both regions have one list for everything below. Anywhere else, nothing is priced, and no sum given. */
export const pricedRegions: readonly string[] = ["us-east-1", "us-west-2"];

const region = { regionCode: "us-east-1" };

/** Linux, on demand; https://aws.amazon.com/ec2/pricing/on-demand. */
const ec2 = (instanceType: string, usd: number, compared?: string): Price => ({
  usd,
  per: "hour",
  page: "https://aws.amazon.com/ec2/pricing/on-demand/",
  service: "AmazonEC2",
  filters: {
    ...region,
    instanceType,
    operatingSystem: "Linux",
    tenancy: "Shared",
    preInstalledSw: "NA",
    capacitystatus: "Used",
  },
  compared,
});

/** PostgreSQL, one zone; two zones cost twice as much. */
const rds = (instanceType: string, usd: number, compared?: string): Price => ({
  usd,
  per: "hour",
  page: "https://aws.amazon.com/rds/postgresql/pricing/",
  service: "AmazonRDS",
  filters: { ...region, instanceType, databaseEngine: "PostgreSQL", deploymentOption: "Single-AZ" },
  compared,
});

const cache = (instanceType: string, usd: number): Price => ({
  usd,
  per: "hour",
  page: "https://aws.amazon.com/elasticache/pricing/",
  service: "AmazonElastiCache",
  filters: { ...region, instanceType, cacheEngine: "Redis" },
});

const other = (
  usd: number,
  per: PriceUnit,
  page: string,
  [service, usagetype]: readonly [service: string, usagetype: string],
  compared?: string,
): Price => ({ usd, per, page, service, filters: { ...region, usagetype }, compared });

const autoScalingExample =
  "https://docs.aws.amazon.com/autoscaling/ec2/userguide/weights-spot-price-per-unit-hour-example.html";
const vpcComparison = "https://www.factualminds.com/blog/amazon-vpc-pricing-endpoints-peering-transit-gateway/";
const rdsComparison = "https://infratally.com/articles/aws-rds-pricing-explained-2026.html";
const storageComparison = "https://www.usage.ai/blogs/aws/reserved-instances/rds/pricing-calculator/";
const kindaTechnical = "https://kindatechnical.com/aws-eks/lesson-31-understanding-eks-pricing.html";

/**
 * Every price that an estimate uses, by what is paid for. Instances are under the name of their type. To bring one up to
 * date, run its command (`npm run cost -- --queries`), write the figure here, and run `npm run docs`.
 */
export const prices = {
  "m5.large": ec2("m5.large", 0.096, kindaTechnical),
  "m5.xlarge": ec2("m5.xlarge", 0.192),
  "m5.2xlarge": ec2("m5.2xlarge", 0.384),
  "c5.xlarge": ec2("c5.xlarge", 0.17),
  "c5.2xlarge": ec2("c5.2xlarge", 0.34, autoScalingExample),
  "r5.large": ec2("r5.large", 0.126),
  "r5.xlarge": ec2("r5.xlarge", 0.252),
  "db.t4g.micro": rds("db.t4g.micro", 0.016, rdsComparison),
  "db.t4g.small": rds("db.t4g.small", 0.032, rdsComparison),
  "db.t4g.medium": rds("db.t4g.medium", 0.065, rdsComparison),
  "db.r6g.large": rds("db.r6g.large", 0.225),
  "db.r6g.xlarge": rds("db.r6g.xlarge", 0.45),
  "db.r6g.2xlarge": rds("db.r6g.2xlarge", 0.899),
  "cache.t4g.micro": cache("cache.t4g.micro", 0.016),
  "cache.t4g.small": cache("cache.t4g.small", 0.032),
  "cache.t4g.medium": cache("cache.t4g.medium", 0.065),
  "cache.r6g.large": cache("cache.r6g.large", 0.206),
  "cache.r6g.xlarge": cache("cache.r6g.xlarge", 0.411),
  "EKS control plane": other(
    0.1,
    "hour",
    "https://aws.amazon.com/eks/pricing/",
    ["AmazonEKS", "USE1-AmazonEKS-Hours:perCluster"],
    "https://cloudburn.io/blog/amazon-eks-pricing",
  ),
  "NAT gateway": other(
    0.045,
    "hour",
    "https://aws.amazon.com/vpc/pricing/",
    ["AmazonEC2", "NatGateway-Hours"],
    "https://zeonedge.com/en/blog/eliminating-aws-nat-gateway-costs-vpc-endpoints-privatelink-ipv6",
  ),
  "public IPv4 address": other(
    0.005,
    "hour",
    "https://aws.amazon.com/vpc/pricing/",
    ["AmazonVPC", "USE1-PublicIPv4:InUseAddress"],
    vpcComparison,
  ),
  "interface endpoint in a zone": other(
    0.01,
    "hour",
    "https://aws.amazon.com/privatelink/pricing/",
    ["AmazonVPC", "USE1-VpcEndpoint-Hours"],
    vpcComparison,
  ),
  "application load balancer": other(
    0.0225,
    "hour",
    "https://aws.amazon.com/elasticloadbalancing/pricing/",
    ["AWSELB", "LoadBalancerUsage"],
    "https://cloud-horizons.com/blog/alb-the-line-item-nobody-watches/",
  ),
  "EBS gp3": other(0.08, "GiB-month", "https://aws.amazon.com/ebs/pricing/", ["AmazonEC2", "EBS:VolumeUsage.gp3"]),
  "RDS gp3": other(
    0.115,
    "GiB-month",
    "https://aws.amazon.com/rds/postgresql/pricing/",
    ["AmazonRDS", "RDS:GP3-Storage"],
    storageComparison,
  ),
  "web ACL": other(
    5,
    "month",
    "https://aws.amazon.com/waf/pricing/",
    ["awswaf", "USE1-WebACLV2"],
    "https://c3x.dev/blog/aws-waf-cost-explained/",
  ),
  "web ACL rule": other(
    1,
    "month",
    "https://aws.amazon.com/waf/pricing/",
    ["awswaf", "USE1-RuleV2"],
    "https://c3x.dev/blog/aws-waf-cost-explained/",
  ),
  "metric in an alarm": other(0.1, "month", "https://aws.amazon.com/cloudwatch/pricing/", [
    "AmazonCloudWatch",
    "CW:AlarmMonitorUsage",
  ]),
  "metric of detailed monitoring": other(0.3, "month", "https://aws.amazon.com/cloudwatch/pricing/", [
    "AmazonCloudWatch",
    "CW:MetricMonitorUsage",
  ]),
  "KMS key": other(1, "month", "https://aws.amazon.com/kms/pricing/", ["awskms", "us-east-1-KMS-Keys"]),
  "secret in a region": other(
    0.4,
    "month",
    "https://aws.amazon.com/secrets-manager/pricing/",
    ["AWSSecretsManager", "USE1-AWSSecretsManager-Secrets"],
    "https://awsready.net/learn/aws-secrets-manager-parameter-store/",
  ),
  "hosted zone": other(0.5, "month", "https://aws.amazon.com/route53/pricing/", ["AmazonRoute53", "HostedZone"]),
} as const satisfies Readonly<Record<string, Price>>;

export type PriceName = keyof typeof prices;

/** What a spot instance is taken to cost of its price on demand: about what AWS shows in its example. */
export const spotShare = 0.5;
export const spotPage = autoScalingExample;

/** Metrics that an instance with detailed monitoring is charged for: https://aws.amazon.com/cloudwatch/pricing/, example 1. */
export const metricsOfDetailedMonitoring = 7;

/** A price by a name that comes from a stack, such as an instance type; nothing when the table does not have it. */
export function priceOf(name: string): Price | undefined {
  return Object.hasOwn(prices, name) ? prices[name as PriceName] : undefined;
}

/**
 * The command that asks AWS for a price, of the list above or of another region. Types of usage begin with a region's own
 * abbreviation, which is left out there.
 */
export function queryOf({ service, filters }: Price, elsewhere?: string): string {
  const terms = Object.entries(filters).map(([field, value]) => {
    if (elsewhere === undefined) return `'Type=TERM_MATCH,Field=${field},Value=${value}'`;
    if (field === "regionCode") return `'Type=TERM_MATCH,Field=${field},Value=${elsewhere}'`;
    if (field === "usagetype") return `'Type=CONTAINS,Field=${field},Value=${value.replace(/^(USE1|us-east-1)-/, "")}'`;
    return `'Type=TERM_MATCH,Field=${field},Value=${value}'`;
  });
  return `aws pricing get-products --region us-east-1 --service-code ${service} --filters ${terms.join(" ")}`;
}
