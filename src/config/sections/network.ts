import { z } from "zod";
import { atMost } from "./formats/bounds";
import { setAtCreation } from "./formats/creation";
import { regionName } from "./formats/text";

export const tiers = ["public", "private", "database"] as const;
export type Tier = (typeof tiers)[number];

const subnet = setAtCreation(z.string({ error: "an IPv4 range inside the VPC's, such as 10.0.1.0/24" }), "replaced");

/**
 * One availability zone: its subnet in each tier. The private one holds endpoints, nodes and their pods: how many
 * addresses that takes follows from the node groups' `maxSize` and `cluster.podAddresses`. The database tier has no
 * route to the internet. Set at creation: a subnet with another range is another subnet, and AWS deletes none that is in
 * use.
 */
const zone = z.object({
  public: subnet,
  private: subnet,
  database: subnet,
  /**
   * The zone holds a NAT gateway: one zone does, for the whole VPC, or each does, for itself. Default: false.
   */
  natGateway: z.boolean().default(false),
});

/**
 * AWS services that the platform itself calls, with an interface endpoint each (INF-001 §10.2, "Data Transfer
 * Optimization: VPC endpoints"). S3 is always reached through its gateway endpoint.
 */
export const platformEndpoints = [
  "autoscaling",
  "ec2",
  "ecr.api",
  "ecr.dkr",
  "eks",
  "eks-auth",
  "elasticfilesystem",
  "elasticloadbalancing",
  "kms",
  "logs",
  "monitoring",
  "secretsmanager",
  "ssm",
  "sts",
] as const;

/**
 * Further AWS services that pods may want to call, by the last part of their endpoint's name in
 * https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html.
 */
const optionalEndpoints = [
  "athena",
  "bedrock-runtime",
  "events",
  "kinesis-firehose",
  "kinesis-streams",
  "lambda",
  "sns",
  "sqs",
  "states",
  "xray",
] as const;

// The periods that CloudWatch Logs accepts, in days.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** How long a CloudWatch log group keeps its events, in days. */
export const logRetentionDays = z.literal(retentionDays);

// us-east-1 has the most: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
const zonesOfRegion = 6;

/** One region's VPC (INF-001 §2.1). */
export const networkSection = z.object({
  /** IPv4 range of the VPC, /16 to /28. Set at creation: another range means another VPC, with all that is in it. */
  cidr: setAtCreation(z.string(), "replaced"),
  /** Region of the VPC. Set at creation: Terraform would create all of it again, and leave what is in the old region. */
  region: setAtCreation(regionName, "duplicated"),
  /** The availability zones of the region that the VPC spans, by name; two at least. */
  zones: atMost(z.record(z.string(), zone), zonesOfRegion),
  /**
   * Zones whose private subnets the cluster's control plane gets; data uses all zones. Set at creation: EKS takes no other
   * zone later, so a zone that is added to `zones` is not added here. Default: every zone.
   */
  controlPlaneZones: setAtCreation(z.array(z.string()).max(zonesOfRegion).optional(), "refused"),
  /**
   * Zones whose private subnets the node groups get. Set at creation: with others, Terraform replaces each node group, the
   * old nodes first. Default: those of the control plane.
   */
  nodeZones: setAtCreation(z.array(z.string()).max(zonesOfRegion).optional(), "replaced"),
  /**
   * AWS services with an endpoint in the private subnets, each billed per zone and hour. To add one, keep the others:
   * `[...platformEndpoints, "sqs"]`. Default: `platformEndpoints`, all that the platform calls.
   */
  interfaceEndpoints: z
    .array(z.enum([...platformEndpoints, ...optionalEndpoints]))
    .max(platformEndpoints.length + optionalEndpoints.length)
    .default([...platformEndpoints]),
  /** Retention of the VPC flow logs, in days. Default: 90. */
  flowLogRetentionDays: logRetentionDays.default(90),
});

export type NetworkSection = z.output<typeof networkSection>;
