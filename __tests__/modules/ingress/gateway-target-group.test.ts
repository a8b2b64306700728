import { GatewayTargetGroup, type GatewayTargetGroupProps } from "../../../modules/ingress/gateway-target-group";
import { synthConstruct } from "../../support/synth";

const synth = (change: Partial<GatewayTargetGroupProps> = {}) =>
  synthConstruct((scope) => {
    new GatewayTargetGroup(scope, "target-group", {
      namePrefix: "example",
      vpcId: "vpc-1",
      port: 30080,
      statusPort: 30021,
      autoScalingGroupNames: { "general-workloads": "eks-general", batch: "eks-batch" },
      ...change,
    });
  });

test("nodes on the gateway's port, healthy when the gateway is", () => {
  expect(synth().resource("aws_lb_target_group", "gateway")).toEqual({
    name: "example-gw-30080",
    vpc_id: "vpc-1",
    target_type: "instance",
    port: 30080,
    protocol: "HTTP",
    deregistration_delay: "60",
    load_balancing_algorithm_type: "least_outstanding_requests",
    health_check: {
      enabled: true,
      protocol: "HTTP",
      port: "30021",
      path: "/healthz/ready",
      matcher: "200",
      interval: 10,
      timeout: 5,
      healthy_threshold: 2,
      unhealthy_threshold: 3,
    },
    lifecycle: { create_before_destroy: true },
    tags: { Name: "example-gw-30080" },
  });
});

test("another port makes another group beside the first", () => {
  expect(synth({ port: 31080 }).resource("aws_lb_target_group", "gateway").name).toBe("example-gw-31080");
});

test("every node group is attached under its own name", () => {
  const stack = synth();
  expect(stack.names("aws_autoscaling_attachment")).toEqual(["batch", "general_workloads"]);
  expect(stack.resource("aws_autoscaling_attachment", "general_workloads")).toEqual({
    autoscaling_group_name: "eks-general",
    lb_target_group_arn: "${aws_lb_target_group.gateway.arn}",
  });
});

test("the longest prefix that the configuration allows, in the standby region", () => {
  const namePrefix = `${"a".repeat(20)}-dr`;
  expect(synth({ namePrefix }).resource("aws_lb_target_group", "gateway").name).toHaveLength(32);
});

test("a name that AWS would refuse", () => {
  expect(() => synth({ namePrefix: "a".repeat(24) })).toThrow(
    `target group name "${"a".repeat(24)}-gw-30080": at most 32 characters; shorten the name prefix`,
  );
});

test("requests of a node that leaves may have more time", () => {
  const stack = synth({ deregistrationDelaySeconds: 300 });
  expect(stack.resource("aws_lb_target_group", "gateway").deregistration_delay).toBe("300");
});

test("a node group may be called like a part of the construct", () => {
  const stack = synth({ autoScalingGroupNames: { gateway: "eks-gateway", attachments: "eks-attachments" } });
  expect(stack.names("aws_autoscaling_attachment")).toEqual(["attachments", "gateway"]);
});
