import type { Construct } from "constructs";
import { FlowLogs } from "../../modules/network/flow-logs";
import { Network } from "../../modules/network/network";
import { SecurityGroups } from "../../modules/network/security-groups";
import { VpcEndpoints } from "../../modules/network/vpc-endpoints";
import type { NetworkSection } from "../config/sections/network";
import { ports } from "../contracts";
import { BaseStack, type BaseStackProps } from "./base-stack";

export interface NetworkStackProps extends BaseStackProps {
  readonly namePrefix: string;
  readonly network: NetworkSection;
  /**
   * Ranges from which clients reach the load balancer, beside CloudFront.
   * @default - the whole internet
   */
  readonly loadBalancerClients?: readonly string[];
}

/** One region's VPC with every security group of the platform (INF-001 §2). */
export class NetworkStack extends BaseStack {
  readonly vpcId: string;
  /** Range of the VPC. */
  readonly cidr: string;
  /** Subnet ids per tier, keyed by availability zone. */
  readonly publicSubnetIds: Readonly<Record<string, string>>;
  readonly privateSubnetIds: Readonly<Record<string, string>>;
  readonly databaseSubnetIds: Readonly<Record<string, string>>;
  /** Ranges of the subnets with databases and caches. */
  readonly databaseCidrs: readonly string[];
  /** Ids of the NAT gateways, keyed by availability zone. */
  readonly natGatewayIds: Readonly<Record<string, string>>;
  /** Ids of the security groups. */
  readonly securityGroups: Omit<SecurityGroups, keyof Construct>;

  constructor(scope: Construct, id: string, props: NetworkStackProps) {
    super(scope, id, props);
    const { namePrefix, network: config } = props;
    const network = new Network(this, "network", {
      namePrefix,
      cidr: config.cidr,
      zones: config.zones,
    });
    this.vpcId = network.vpcId;
    this.cidr = config.cidr;
    this.publicSubnetIds = network.publicSubnetIds;
    this.privateSubnetIds = network.privateSubnetIds;
    this.databaseSubnetIds = network.databaseSubnetIds;
    this.databaseCidrs = Object.values(config.zones).map(({ database }) => database);
    this.natGatewayIds = network.natGatewayIds;
    this.securityGroups = new SecurityGroups(this, "security-groups", {
      namePrefix,
      vpcId: network.vpcId,
      vpcCidr: config.cidr,
      loadBalancerClients: props.loadBalancerClients,
      ports,
    });
    new FlowLogs(this, "flow-logs", {
      accountId: this.callerAccountId,
      namePrefix,
      vpcId: network.vpcId,
      retentionDays: config.flowLogRetentionDays,
    });
    new VpcEndpoints(this, "endpoints", {
      namePrefix,
      vpcId: network.vpcId,
      region: config.region,
      interfaceServices: config.interfaceEndpoints,
      subnetIds: Object.values(network.privateSubnetIds),
      securityGroupIds: [this.securityGroups.vpcEndpoints],
      routeTableIds: Object.values(network.privateRouteTableIds),
    });
  }
}
