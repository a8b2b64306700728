import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { Construct } from "constructs";
import { ServiceRole } from "../identity/service-role";

export interface FlowLogsProps {
  readonly namePrefix: string;
  readonly vpcId: string;
  /** The account itself: flow logs may use their role on behalf of no other. */
  readonly accountId: string;
  /** Days that CloudWatch keeps the records. */
  readonly retentionDays: number;
}

/** Accepted and rejected traffic of a VPC (https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-cwl.html). */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const { namePrefix, vpcId, retentionDays } = props;
    const logGroup = new CloudwatchLogGroup(this, "flow_logs", {
      name: `/aws/vpc/${namePrefix}/flow-logs`,
      retentionInDays: retentionDays,
    });
    const role = new ServiceRole(new Construct(this, "delivery"), "flow_logs", {
      name: `${namePrefix}-vpc-flow-logs`,
      description: "Lets VPC flow logs write to their log group",
      service: "vpc-flow-logs.amazonaws.com",
      sourceAccount: props.accountId,
      statements: [
        {
          actions: ["logs:CreateLogStream", "logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          resources: [logGroup.arn, `${logGroup.arn}:*`],
        },
      ],
    });
    new FlowLog(this, "vpc", {
      vpcId,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
      maxAggregationInterval: 60,
      tags: { Name: `${namePrefix}-vpc` },
    });
  }
}
