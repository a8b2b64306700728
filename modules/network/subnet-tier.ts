import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Construct } from "constructs";

export interface SubnetTierProps {
  readonly namePrefix: string;
  readonly vpcId: string;
  /** CIDR ranges keyed by availability zone. */
  readonly subnets: Readonly<Record<string, string>>;
  /** Id of the route table of each zone's subnet. */
  readonly routeTableId: (zone: string) => string;
  /**
   * Tags of the subnets beside `Name`.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** The subnets of one tier, one in each zone. */
export class SubnetTier extends Construct {
  /** Subnet ids keyed by availability zone. */
  readonly subnetIds: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: SubnetTierProps) {
    super(scope, id);
    const { namePrefix, vpcId, subnets, routeTableId, tags } = props;
    const associations = new Construct(this, "associations");
    const addSubnet = (zone: string, cidrBlock: string) => {
      const name = `${id}-${zone}`;
      const subnet = new Subnet(this, name, {
        vpcId,
        cidrBlock,
        availabilityZone: zone,
        // Only load balancers and NAT gateways live in public subnets, and they bring addresses of their own.
        mapPublicIpOnLaunch: false,
        tags: { Name: `${namePrefix}-${name}`, ...tags },
      });
      new RouteTableAssociation(associations, name, { subnetId: subnet.id, routeTableId: routeTableId(zone) });
      return subnet.id;
    };
    this.subnetIds = Object.fromEntries(Object.entries(subnets).map(([zone, cidr]) => [zone, addSubnet(zone, cidr)]));
  }
}
