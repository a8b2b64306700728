import { AutoscalingAttachment } from "@cdktf/provider-aws/lib/autoscaling-attachment";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Construct } from "constructs";

export interface GatewayTargetGroupProps {
  /** First part of the name: `techally` gives `techally-gw-30080`, 32 characters at most. */
  readonly namePrefix: string;
  readonly vpcId: string;
  /** Port on every node that leads to the mesh's gateway, in plain HTTP. */
  readonly port: number;
  /** Port on every node that leads to the gateway's readiness endpoint, `/healthz/ready`. */
  readonly statusPort: number;
  /**
   * Seconds, up to 3600, in which requests under way may end on a node that leaves.
   * @default 60
   */
  readonly deregistrationDelaySeconds?: number;
  /** Auto-scaling groups whose instances are targets, keyed by the name of their node group. */
  readonly autoScalingGroupNames: Readonly<Record<string, string>>;
}

/**
 * The nodes of a cluster, which pass requests on to the mesh's gateway wherever it runs
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html).
 */
export class GatewayTargetGroup extends Construct {
  readonly targetGroup: LbTargetGroup;

  constructor(scope: Construct, id: string, props: GatewayTargetGroupProps) {
    super(scope, id);
    const { port } = props;
    // Another port means another group, which is made while rules still use this one: so the name says the port.
    const name = `${props.namePrefix}-gw-${port}`;
    if (name.length > 32) {
      throw new Error(`target group name ${JSON.stringify(name)}: at most 32 characters; shorten the name prefix`);
    }
    this.targetGroup = new LbTargetGroup(this, "gateway", {
      name,
      vpcId: props.vpcId,
      targetType: "instance",
      port,
      protocol: "HTTP",
      deregistrationDelay: String(props.deregistrationDelaySeconds ?? 60),
      loadBalancingAlgorithmType: "least_outstanding_requests",
      healthCheck: {
        enabled: true,
        protocol: "HTTP",
        port: `${props.statusPort}`,
        path: "/healthz/ready",
        matcher: "200",
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
      lifecycle: { createBeforeDestroy: true },
      tags: { Name: name },
    });
    const attachments = new Construct(this, "attachments");
    for (const [nodeGroup, autoscalingGroupName] of Object.entries(props.autoScalingGroupNames)) {
      new AutoscalingAttachment(attachments, nodeGroup, {
        autoscalingGroupName,
        lbTargetGroupArn: this.targetGroup.arn,
      });
    }
  }
}
