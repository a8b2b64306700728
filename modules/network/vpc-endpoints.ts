import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";

export interface VpcEndpointsProps {
  readonly namePrefix: string;
  readonly vpcId: string;
  readonly region: string;
  /** Services with an interface endpoint, by the last part of their name: `ecr.api`. */
  readonly interfaceServices: readonly string[];
  /** Subnets of the interface endpoints, one per zone. */
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  /** Route tables from which S3 is reached without a NAT gateway. */
  readonly routeTableIds: readonly string[];
}

/** AWS services without the internet (https://docs.aws.amazon.com/vpc/latest/privatelink/what-is-privatelink.html). */
export class VpcEndpoints extends Construct {
  constructor(scope: Construct, id: string, props: VpcEndpointsProps) {
    super(scope, id);
    const { namePrefix, vpcId, region, interfaceServices, routeTableIds } = props;
    new VpcEndpoint(this, "s3", {
      vpcId,
      serviceName: `com.amazonaws.${region}.s3`,
      vpcEndpointType: "Gateway",
      routeTableIds: [...routeTableIds],
      tags: { Name: `${namePrefix}-s3` },
    });
    for (const service of interfaceServices) {
      new VpcEndpoint(this, service, {
        vpcId,
        serviceName: `com.amazonaws.${region}.${service}`,
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: [...props.subnetIds],
        securityGroupIds: [...props.securityGroupIds],
        tags: { Name: `${namePrefix}-${service.replaceAll(".", "-")}` },
      });
    }
  }
}
