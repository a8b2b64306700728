import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateways } from "../../../modules/network/nat-gateways";
import { Network } from "../../../modules/network/network";
import { synthConstruct } from "../../support/synth";

describe("Network", () => {
  const subnets = {
    "us-east-1a": { public: "10.0.1.0/24", private: "10.0.10.0/24", database: "10.0.20.0/24" },
    "us-east-1b": { public: "10.0.2.0/24", private: "10.0.11.0/24", database: "10.0.21.0/24" },
  };
  const build = (gateways: readonly string[]) => {
    const zones = Object.fromEntries(
      Object.entries(subnets).map(([name, zone]) => [name, { ...zone, natGateway: gateways.includes(name) }]),
    );
    return synthConstruct((stack) => new Network(stack, "network", { namePrefix: "acme", cidr: "10.0.0.0/16", zones }));
  };

  test("resolves names inside the VPC and names everything after the prefix", () => {
    const stack = build(["us-east-1a"]);
    expect(stack.resource("aws_vpc", "main")).toMatchObject({
      enable_dns_support: true,
      enable_dns_hostnames: true,
      tags: { Name: "acme-vpc" },
    });
    expect(stack.resource("aws_subnet", "private_us_east_1a").tags).toEqual({
      Name: "acme-private-us-east-1a",
      "kubernetes.io/role/internal-elb": "1",
    });
    expect(stack.resource("aws_subnet", "public_us_east_1b").tags).toEqual({
      Name: "acme-public-us-east-1b",
      "kubernetes.io/role/elb": "1",
    });
    expect(stack.resource("aws_subnet", "database_us_east_1a").tags).toEqual({ Name: "acme-database-us-east-1a" });
    expect(stack.resource("aws_eip", "nat_us_east_1a").domain).toBe("vpc");
    expect(stack.resource("aws_nat_gateway", "us_east_1a").depends_on).toEqual(["aws_internet_gateway.main"]);
  });

  test("gives no instance a public address by default", () => {
    const stack = build(["us-east-1a"]);
    for (const name of stack.names("aws_subnet")) {
      expect(stack.resource("aws_subnet", name).map_public_ip_on_launch).toBe(false);
    }
  });

  test("refuses a NAT gateway where there is no public subnet", () => {
    const buildGateways = () =>
      synthConstruct(
        (stack) =>
          new NatGateways(stack, "nat", {
            namePrefix: "acme",
            zones: ["us-east-1z"],
            publicSubnetIds: { "us-east-1a": "subnet-1", "us-east-1b": "subnet-2" },
            privateRouteTableIds: {},
            internetGateway: new InternetGateway(stack, "main"),
          }),
      );
    expect(buildGateways).toThrow(
      'no public subnet for the NAT gateway of "us-east-1z"; allowed are us-east-1a, us-east-1b; add a subnet or remove ' +
        "the zone",
    );
  });

  test("refuses to leave a zone without a way out", () => {
    expect(() => build([])).toThrow(
      "NAT gateways in [] leave us-east-1a without a way out; allowed are one zone or every zone",
    );
  });
});
