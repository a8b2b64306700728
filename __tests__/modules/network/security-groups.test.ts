import { SecurityGroups } from "../../../modules/network/security-groups";
import { synthConstruct } from "../../support/synth";

const build = (loadBalancerClients?: readonly string[]) =>
  synthConstruct((scope) => {
    new SecurityGroups(scope, "groups", {
      namePrefix: "acme",
      vpcId: "vpc-1",
      vpcCidr: "10.9.0.0/16",
      loadBalancerClients,
      ports: { postgres: 5433, redis: 6380 },
    });
  });
const stack = build();

test.each([
  ["database", 5433],
  ["redis", 6380],
])("%s: nodes reach its port, and nobody reaches anything else", (name, port) => {
  expect(stack.resource("aws_security_group", name).ingress).toEqual([
    expect.objectContaining({
      from_port: port,
      to_port: port,
      protocol: "tcp",
      security_groups: ["${aws_security_group.eks_nodes.id}"],
    }),
  ]);
});

test.each(["database", "redis", "efs", "vpc_endpoints"])("%s opens no connection itself", (name) => {
  expect(stack.resource("aws_security_group", name).egress).toBeUndefined();
});

describe("the load balancer", () => {
  const rules = (clients?: readonly string[]) =>
    (build(clients).resource("aws_security_group", "alb").ingress as Record<string, unknown>[]).map(
      ({ from_port, cidr_blocks, prefix_list_ids, description }) => [
        from_port,
        cidr_blocks ?? prefix_list_ids,
        description,
      ],
    );
  const cloudFront = [443, ["${data.aws_ec2_managed_prefix_list.cloudfront.id}"], "HTTPS from CloudFront"];

  test("is open to everyone unless clients are named", () => {
    expect(rules()).toEqual([
      [443, ["0.0.0.0/0"], "HTTPS from Internet"],
      [80, ["0.0.0.0/0"], "HTTP from Internet (redirect to HTTPS)"],
    ]);
    expect(stack.text).not.toContain("aws_ec2_managed_prefix_list");
  });

  test("lets in the clients that are named, and CloudFront", () => {
    expect(rules(["203.0.113.0/24"])).toEqual([[443, ["203.0.113.0/24"], "HTTPS from the allowed ranges"], cloudFront]);
    expect(build(["203.0.113.0/24"]).data("aws_ec2_managed_prefix_list", "cloudfront")).toEqual({
      name: "com.amazonaws.global.cloudfront.origin-facing",
    });
  });

  test("lets in CloudFront alone when nobody is named", () => {
    expect(rules([])).toEqual([cloudFront]);
  });

  test("keeps the description of its group, which AWS cannot change", () => {
    const description = (clients?: readonly string[]) =>
      build(clients).resource("aws_security_group", "alb").description;
    expect(description(["203.0.113.0/24"])).toBe(description());
  });
});
