import { FlowLogs } from "../../../modules/network/flow-logs";
import { VpcEndpoints } from "../../../modules/network/vpc-endpoints";
import { synthConstruct } from "../../support/synth";

describe("FlowLogs", () => {
  const stack = synthConstruct((scope) => {
    new FlowLogs(scope, "flow-logs", {
      namePrefix: "acme",
      vpcId: "vpc-1",
      accountId: "123456789012",
      retentionDays: 30,
    });
  });

  test("records all traffic into a log group of its own", () => {
    expect(stack.resource("aws_flow_log", "vpc")).toMatchObject({
      vpc_id: "vpc-1",
      traffic_type: "ALL",
      log_destination: "${aws_cloudwatch_log_group.flow_logs.arn}",
      iam_role_arn: "${aws_iam_role.flow_logs.arn}",
    });
    expect(stack.resource("aws_cloudwatch_log_group", "flow_logs")).toEqual({
      name: "/aws/vpc/acme/flow-logs",
      retention_in_days: 30,
    });
  });

  test("may write to that group alone, on behalf of this account alone", () => {
    expect(stack.data("aws_iam_policy_document", "flow_logs_permissions")).toEqual({
      statement: [
        expect.objectContaining({
          resources: ["${aws_cloudwatch_log_group.flow_logs.arn}", "${aws_cloudwatch_log_group.flow_logs.arn}:*"],
        }),
      ],
    });
    expect(stack.data("aws_iam_policy_document", "flow_logs_trust").statement).toEqual([
      {
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["vpc-flow-logs.amazonaws.com"] }],
        condition: [
          {
            test: "StringEquals",
            variable: "aws:SourceAccount",
            values: ["123456789012"],
          },
        ],
      },
    ]);
  });
});

describe("VpcEndpoints", () => {
  const build = (interfaceServices: readonly string[]) =>
    synthConstruct((scope) => {
      new VpcEndpoints(scope, "endpoints", {
        namePrefix: "acme",
        vpcId: "vpc-1",
        region: "eu-west-1",
        interfaceServices,
        subnetIds: ["subnet-1", "subnet-2"],
        securityGroupIds: ["sg-1"],
        routeTableIds: ["rtb-1"],
      });
    });

  test("reach S3 through route tables, and services through private addresses", () => {
    const stack = build(["ecr.api"]);
    expect(stack.resource("aws_vpc_endpoint", "s3")).toMatchObject({
      service_name: "com.amazonaws.eu-west-1.s3",
      vpc_endpoint_type: "Gateway",
      route_table_ids: ["rtb-1"],
    });
    expect(stack.resource("aws_vpc_endpoint", "ecr_api")).toMatchObject({
      service_name: "com.amazonaws.eu-west-1.ecr.api",
      vpc_endpoint_type: "Interface",
      private_dns_enabled: true,
      subnet_ids: ["subnet-1", "subnet-2"],
      security_group_ids: ["sg-1"],
      tags: { Name: "acme-ecr-api" },
    });
  });

  test("are S3's alone where no service is listed", () => {
    expect(build([]).names("aws_vpc_endpoint")).toEqual(["s3"]);
  });
});
