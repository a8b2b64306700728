import { Eip } from "@cdktf/provider-aws/lib/eip";
import type { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { Construct } from "constructs";

export interface NatGatewaysProps {
  readonly namePrefix: string;
  /** Zones with a gateway: a single one for all, or every zone of the private tier. */
  readonly zones: readonly string[];
  /** Subnets of the gateways, keyed by availability zone. */
  readonly publicSubnetIds: Readonly<Record<string, string>>;
  /** Route tables that lead to the gateways, keyed by availability zone. */
  readonly privateRouteTableIds: Readonly<Record<string, string>>;
  readonly internetGateway: InternetGateway;
}

/**
 * The private tier's way out (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html).
 *
 * @throws Error when a zone has no public subnet, or when neither one zone nor every zone has a gateway.
 */
export class NatGateways extends Construct {
  /** Ids of the gateways, keyed by availability zone. */
  readonly gatewayIds: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: NatGatewaysProps) {
    super(scope, id);
    const addresses = new Construct(this, "addresses");
    const routes = new Construct(this, "routes");
    const gatewayIds = new Map(props.zones.map((zone) => [zone, this.addGateway(addresses, zone, props)]));
    this.gatewayIds = Object.fromEntries(gatewayIds);
    const onlyGateway = gatewayIds.size === 1 ? [...gatewayIds.values()][0] : undefined;

    for (const [zone, routeTableId] of Object.entries(props.privateRouteTableIds)) {
      const natGatewayId = gatewayIds.get(zone) ?? onlyGateway;
      if (natGatewayId === undefined) {
        throw new Error(
          `NAT gateways in ${JSON.stringify(props.zones)} leave ${zone} without a way out; ` +
            "allowed are one zone or every zone; set natGateway in every zone, or in a single one",
        );
      }
      new Route(routes, `private-${zone}-nat`, { routeTableId, destinationCidrBlock: "0.0.0.0/0", natGatewayId });
    }
  }

  private addGateway(addresses: Construct, zone: string, props: NatGatewaysProps): string {
    const { namePrefix, publicSubnetIds, internetGateway } = props;
    const subnetId = publicSubnetIds[zone];
    if (subnetId === undefined) {
      const zones = Object.keys(publicSubnetIds).join(", ");
      throw new Error(
        `no public subnet for the NAT gateway of ${JSON.stringify(zone)}; allowed are ${zones}; add a subnet or remove the zone`,
      );
    }
    const address = new Eip(addresses, `nat-${zone}`, { domain: "vpc", tags: { Name: `${namePrefix}-nat-${zone}` } });
    const gateway = new NatGateway(this, zone, {
      allocationId: address.id,
      subnetId,
      tags: { Name: `${namePrefix}-nat-${zone}` },
      // The gateway's address is useless until the VPC is attached to the internet, and AWS refuses to create it.
      dependsOn: [internetGateway],
    });
    return gateway.id;
  }
}
