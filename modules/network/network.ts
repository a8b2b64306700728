import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { NatGateways } from "./nat-gateways";
import { SubnetTier } from "./subnet-tier";

/** One availability zone of a VPC: the range of its subnet in each tier. */
export interface Zone {
  readonly public: string;
  readonly private: string;
  readonly database: string;
  /** Whether the zone holds a NAT gateway: a single zone for all, or every zone. */
  readonly natGateway: boolean;
}

export interface NetworkProps {
  /** First part of every name: `techally` gives the VPC the name `techally-vpc`. */
  readonly namePrefix: string;
  /** IPv4 range of the VPC, /16 to /28. */
  readonly cidr: string;
  /** The zones that the VPC spans, by name. */
  readonly zones: Readonly<Record<string, Zone>>;
}

/**
 * A VPC in three tiers (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-example-private-subnets-nat.html).
 *
 * Public subnets route to the internet gateway; private ones to the NAT gateway of their own zone, or to the only one;
 * database subnets reach nothing outside the VPC. Everything per zone is named after the zone, so that adding one
 * leaves the others alone.
 */
export class Network extends Construct {
  readonly vpcId: string;
  /** Subnet ids per tier, keyed by availability zone. */
  readonly publicSubnetIds: Readonly<Record<string, string>>;
  readonly privateSubnetIds: Readonly<Record<string, string>>;
  readonly databaseSubnetIds: Readonly<Record<string, string>>;
  /** Route tables of the private subnets, keyed by availability zone. */
  readonly privateRouteTableIds: Readonly<Record<string, string>>;
  /** Ids of the NAT gateways, keyed by availability zone. */
  readonly natGatewayIds: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const { namePrefix, zones } = props;
    const rangesOf = (tier: Exclude<keyof Zone, "natGateway">) =>
      Object.fromEntries(Object.entries(zones).map(([zone, ranges]) => [zone, ranges[tier]]));
    const vpc = new Vpc(this, "main", {
      cidrBlock: props.cidr,
      enableDnsSupport: true,
      // Private DNS of interface endpoints and EKS's private API endpoint need it.
      enableDnsHostnames: true,
      tags: { Name: `${namePrefix}-vpc` },
    });
    this.vpcId = vpc.id;
    // Without rules, nothing that forgets to name a security group can be reached or reach out.
    new DefaultSecurityGroup(this, "default", { vpcId: vpc.id, tags: { Name: `${namePrefix}-default-closed` } });
    const internetGateway = new InternetGateway(new Construct(this, "internet"), "main", {
      vpcId: vpc.id,
      tags: { Name: `${namePrefix}-igw` },
    });

    const routeTables = new Construct(this, "route-tables");
    const addRouteTable = (name: string) =>
      new RouteTable(routeTables, name, { vpcId: vpc.id, tags: { Name: `${namePrefix}-${name}` } }).id;
    const publicTable = addRouteTable("public");
    const databaseTable = addRouteTable("database");
    const privateTables = Object.fromEntries(
      Object.keys(zones).map((zone) => [zone, addRouteTable(`private-${zone}`)]),
    );
    this.privateRouteTableIds = privateTables;
    new Route(this, "public_internet", {
      routeTableId: publicTable,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: internetGateway.id,
    });

    const tier = { namePrefix, vpcId: vpc.id };
    this.publicSubnetIds = new SubnetTier(this, "public", {
      ...tier,
      subnets: rangesOf("public"),
      routeTableId: () => publicTable,
      // How Kubernetes finds subnets for load balancers:
      // https://docs.aws.amazon.com/eks/latest/userguide/network-load-balancing.html
      tags: { "kubernetes.io/role/elb": "1" },
    }).subnetIds;
    this.privateSubnetIds = new SubnetTier(this, "private", {
      ...tier,
      subnets: rangesOf("private"),
      routeTableId: (zone) => privateTables[zone] as string,
      tags: { "kubernetes.io/role/internal-elb": "1" },
    }).subnetIds;
    this.databaseSubnetIds = new SubnetTier(this, "database", {
      ...tier,
      subnets: rangesOf("database"),
      routeTableId: () => databaseTable,
    }).subnetIds;

    this.natGatewayIds = new NatGateways(this, "nat", {
      namePrefix,
      zones: Object.keys(zones).filter((zone) => zones[zone]?.natGateway),
      publicSubnetIds: this.publicSubnetIds,
      privateRouteTableIds: privateTables,
      internetGateway,
    }).gatewayIds;
  }
}
