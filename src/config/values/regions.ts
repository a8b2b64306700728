import type { Advice } from "../problem";

/** What differs between AWS regions and matters here. */
export interface RegionFacts {
  /** An account has to enable the region before it can be used. */
  readonly optIn: boolean;
  /** CloudFront reads buckets there with an origin access identity, which the static assets are served by. */
  readonly originAccessIdentity: boolean;
  /**
   * Ids of the zones whose subnets EKS takes for no control plane. Which letter such a zone has differs from account to
   * account.
   */
  readonly zonesWithoutControlPlane: readonly string[];
}

/** Pages that the facts below were taken from, in November 2026. */
export const regionSources = {
  /** Regions, and which of them are disabled until an account enables them. */
  regions: "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html",
  /** Reaching buckets in regions that have to be enabled is a feature of the logs' second version, not used here. */
  cloudFrontLogs: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html",
  /** Regions that have to be enabled and were launched after December 2022 know no origin access identities. */
  originAccessIdentity:
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
  controlPlaneZones: "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
} as const;

/** Regions that every account can use. */
const enabledByDefault = [
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ca-central-1",
  "eu-central-1",
  "eu-north-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
];

const optInUntil2022 = [
  "af-south-1",
  "ap-east-1",
  "ap-south-2",
  "ap-southeast-3",
  "eu-central-2",
  "eu-south-1",
  "eu-south-2",
  "me-central-1",
  "me-south-1",
];

const optInSince2023 = [
  "ap-east-2",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ca-west-1",
  "il-central-1",
  "mx-central-1",
];

const zonesWithoutControlPlane = new Map([
  ["ca-central-1", ["cac1-az3"]],
  ["us-east-1", ["use1-az3"]],
  ["us-west-1", ["usw1-az2"]],
]);

/** Every known region of the partition `aws`. */
export const regions: ReadonlyMap<string, RegionFacts> = new Map([
  ...group(enabledByDefault, { optIn: false, originAccessIdentity: true }),
  ...group(optInUntil2022, { optIn: true, originAccessIdentity: true }),
  ...group(optInSince2023, { optIn: true, originAccessIdentity: false }),
]);

function group(names: readonly string[], facts: Omit<RegionFacts, "zonesWithoutControlPlane">) {
  return names.map((name): [string, RegionFacts] => [
    name,
    { ...facts, zonesWithoutControlPlane: zonesWithoutControlPlane.get(name) ?? [] },
  ]);
}

/** Whether CloudFront delivers its standard logs to buckets in the region: it does to all that need no enabling. */
export function takesCloudFrontLogs(name: string): boolean {
  return regions.get(name)?.optIn === false;
}

const displayed = [...regions.keys()].sort().join(", ");

/** Why nothing can be deployed to a region; nothing when it can. */
export function regionFault(name: string): Advice | undefined {
  if (regions.has(name)) return undefined;
  // https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
  if (/^(cn|us-gov|us-iso[a-z]*|eu-isoe|eusc)-/.test(name)) {
    const allowed = "a region of the partition aws, such as us-east-1";
    const fix = `choose another: ${name} has ARNs and accounts of a partition of its own, and policies here name arn:aws`;
    return { allowed, fix };
  }
  const fix =
    "use a region's code, not its display name; add a region that is newer than this list to src/config/values/regions.ts";
  return { allowed: `the code of an AWS region: ${displayed}`, fix };
}
