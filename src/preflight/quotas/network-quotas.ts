import { listOf, type PlannedResource, referenced, textOf } from "../../pipeline/planned-resources";
import { isOwn, type Tag } from "../plan";
import { countOf, type Quota, usageOf } from "./quota";

const vpcPage = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";

interface Tagged {
  readonly Tags?: readonly Tag[];
}
interface Address extends Tagged {
  readonly ServiceManaged?: string;
}
interface NatGateway extends Tagged {
  readonly SubnetId: string;
}

/** EC2's answer has a network interface without its tags' account of who made it; its VPC tells. */
interface Interface {
  readonly VpcId?: string;
}

/** Quotas of addresses, networks and gateways. */
export const networkQuotas: readonly Quota[] = [
  {
    service: "ec2",
    code: "L-0263D0A3",
    name: "Elastic IPs",
    byDefault: 5,
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html",
    needed: countOf("aws_eip"),
    usage: async ({ aws, region, plan }) => {
      const { Addresses } = await aws.ask<{ Addresses?: Address[] }>(["ec2", "describe-addresses"], region);
      // Those that a service such as a load balancer brings along count for nothing.
      const allocated = Addresses?.filter(({ ServiceManaged }) => ServiceManaged === undefined);
      return usageOf(allocated, ({ Tags }) => isOwn(plan, Tags));
    },
  },
  {
    service: "vpc",
    code: "L-F678F1CE",
    name: "VPCs",
    byDefault: 5,
    source: vpcPage,
    needed: countOf("aws_vpc"),
    usage: async ({ aws, region, plan }) => {
      const { Vpcs } = await aws.ask<{ Vpcs?: Tagged[] }>(["ec2", "describe-vpcs"], region);
      return usageOf(Vpcs, ({ Tags }) => isOwn(plan, Tags));
    },
  },
  {
    service: "vpc",
    code: "L-A4707A72",
    name: "internet gateways",
    byDefault: 5,
    source: vpcPage,
    needed: countOf("aws_internet_gateway"),
    usage: async ({ aws, region, plan }) => {
      const command = ["ec2", "describe-internet-gateways"];
      const { InternetGateways } = await aws.ask<{ InternetGateways?: Tagged[] }>(command, region);
      return usageOf(InternetGateways, ({ Tags }) => isOwn(plan, Tags));
    },
  },
  {
    service: "vpc",
    code: "L-FE5A380F",
    name: "NAT gateways",
    byDefault: 5,
    source: vpcPage,
    needed: (resources) => {
      const zones = resources
        .filter(({ type }) => type === "aws_nat_gateway")
        .map((gateway) => zoneOf(resources, gateway));
      return [...new Set(zones)].map((zone) => ({ zone, now: zones.filter((other) => other === zone).length }));
    },
    usage: async ({ aws, region, plan }) => {
      const states = ["ec2", "describe-nat-gateways", "--filter", "Name=state,Values=pending,available,deleting"];
      const [{ NatGateways = [] }, { Subnets = [] }] = await Promise.all([
        aws.ask<{ NatGateways?: NatGateway[] }>(states, region),
        aws.ask<{ Subnets?: { SubnetId: string; AvailabilityZone: string }[] }>(["ec2", "describe-subnets"], region),
      ]);
      const zones = new Map(Subnets.map(({ SubnetId, AvailabilityZone }) => [SubnetId, AvailabilityZone]));
      const found = NatGateways.map(({ SubnetId, Tags }) => ({ zone: zones.get(SubnetId) ?? "", Tags }));
      return [...new Set(found.map(({ zone }) => zone))].map((zone) => {
        const there = found.filter((gateway) => gateway.zone === zone);
        return { zone, used: there.length, own: there.filter(({ Tags }) => isOwn(plan, Tags)).length };
      });
    },
  },
  {
    service: "vpc",
    code: "L-DF5E4CA3",
    name: "network interfaces",
    byDefault: 5000,
    source: vpcPage,
    needed: (resources) => {
      const fixed = resources.reduce((sum, resource) => sum + interfacesOf(resource), 0);
      const groups = resources.filter(({ type }) => type === "aws_eks_node_group");
      const nodes = (size: "desired_size" | "max_size") =>
        groups.reduce((sum, group) => sum + Number((group.arguments.scaling_config as Sizes)[size]), 0);
      if (fixed + nodes("max_size") === 0) return [];
      return [
        { now: fixed + nodes("desired_size") * interfacesOfNode, most: fixed + nodes("max_size") * interfacesOfNode },
      ];
    },
    usage: async ({ aws, region, plan }) => {
      const query = ["--query", "NetworkInterfaces[].{VpcId:VpcId}"];
      const [interfaces, { Vpcs = [] }] = await Promise.all([
        aws.ask<Interface[]>(["ec2", "describe-network-interfaces", ...query], region),
        aws.ask<{ Vpcs?: (Tagged & { VpcId: string })[] }>(["ec2", "describe-vpcs"], region),
      ]);
      const own = new Set(Vpcs.filter(({ Tags }) => isOwn(plan, Tags)).map(({ VpcId }) => VpcId));
      return usageOf(interfaces, ({ VpcId = "" }) => own.has(VpcId));
    },
  },
];

interface Sizes {
  readonly desired_size: number;
  readonly max_size: number;
}

// What an xlarge can have (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AvailableIpPerENI.html); the VPC CNI takes
// them one after the other.
const interfacesOfNode = 4;

/** EKS puts two to four into the subnets of its control plane: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html. */
const interfacesOfControlPlane = 4;

function interfacesOf(resource: PlannedResource): number {
  switch (resource.type) {
    case "aws_vpc_endpoint":
      return textOf(resource, "vpc_endpoint_type") === "Interface" ? listOf(resource, "subnet_ids").length : 0;
    case "aws_lb":
      return listOf(resource, "subnets").length;
    case "aws_elasticache_replication_group":
      return Number(resource.arguments.num_cache_clusters ?? 1);
    case "aws_db_instance":
      return resource.arguments.multi_az === true ? 2 : 1;
    case "aws_eks_cluster":
      return interfacesOfControlPlane;
    case "aws_nat_gateway":
    case "aws_efs_mount_target":
      return 1;
    default:
      return 0;
  }
}

function zoneOf(resources: readonly PlannedResource[], gateway: PlannedResource): string {
  const subnet = referenced(resources, gateway, gateway.arguments.subnet_id);
  return (subnet && textOf(subnet, "availability_zone")) ?? "";
}
