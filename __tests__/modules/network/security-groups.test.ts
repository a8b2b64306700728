import { SecurityGroups } from "../../../modules/network/security-groups";
import { synthConstruct } from "../../support/synth";

const stack = synthConstruct((scope) => {
  new SecurityGroups(scope, "groups", {
    namePrefix: "acme",
    vpcId: "vpc-1",
    vpcCidr: "10.9.0.0/16",
    ports: { postgres: 5433, redis: 6380 },
  });
});

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
