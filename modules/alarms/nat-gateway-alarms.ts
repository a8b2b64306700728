import type { Construct } from "constructs";
import { Alarms, type AlarmsProps } from "./alarms";

export interface NatGatewayAlarmsProps extends AlarmsProps {
  /** Ids of the gateways, keyed by availability zone. */
  readonly gatewayIds: Readonly<Record<string, string>>;
  /** Packets dropped in five minutes. */
  readonly packetsDropped: number;
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html */
export class NatGatewayAlarms extends Alarms {
  constructor(scope: Construct, id: string, props: NatGatewayAlarmsProps) {
    super(scope, id, props);
    for (const [zone, gatewayId] of Object.entries(props.gatewayIds)) {
      const common = {
        namespace: "AWS/NATGateway",
        dimensions: { NatGatewayId: gatewayId },
        statistic: "Sum",
      } as const;
      this.add(`nat-${zone}-ports`, {
        ...common,
        description:
          `The NAT gateway in ${zone} has no source port left for new connections to some destination. Reuse ` +
          "connections, reach AWS through VPC endpoints, or give the gateway a second address.",
        metric: "ErrorPortAllocation",
        threshold: 1,
      });
      this.add(`nat-${zone}-drops`, {
        ...common,
        description:
          `The NAT gateway in ${zone} dropped ${props.packetsDropped} or more packets in 5 minutes. Look at its ` +
          "traffic; if that is ordinary, at the AWS Health Dashboard.",
        metric: "PacketsDropCount",
        threshold: props.packetsDropped,
      });
    }
  }
}
