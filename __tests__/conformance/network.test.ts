import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { fixtureStack } from "../support/stack-json";

const primary = fixtureStack("production-network");
const standby = fixtureStack("production-dr-network");

describe("§2.1 VPC design: production", () => {
  test("cidr 10.0.0.0/16 in us-east-1", () => {
    expect(primary.text).toHaveResourceWithProperties(Vpc, { cidr_block: "10.0.0.0/16" });
    expect(primary.root.provider?.aws).toEqual([expect.objectContaining({ region: "us-east-1" })]);
  });

  test.each([
    ["public", "us-east-1a", "10.0.1.0/24"],
    ["public", "us-east-1b", "10.0.2.0/24"],
    ["public", "us-east-1c", "10.0.3.0/24"],
    ["private", "us-east-1a", "10.0.10.0/24"],
    ["private", "us-east-1b", "10.0.11.0/24"],
    ["private", "us-east-1c", "10.0.12.0/24"],
    ["database", "us-east-1a", "10.0.20.0/24"],
    ["database", "us-east-1b", "10.0.21.0/24"],
    ["database", "us-east-1c", "10.0.22.0/24"],
  ])("%s subnet in %s is %s", (tier, zone, cidr) => {
    expect(primary.text).toHaveResourceWithProperties(Subnet, { cidr_block: cidr, availability_zone: zone });
    expect(primary.resource("aws_subnet", `${tier}_${zone.replaceAll("-", "_")}`)).toMatchObject({
      cidr_block: cidr,
      availability_zone: zone,
      vpc_id: "${aws_vpc.main.id}",
    });
  });

  test("nine subnets in three zones, and no others", () => {
    expect(primary.names("aws_subnet")).toHaveLength(9);
  });

  test("three NAT gateways, one per zone, and each private subnet leaves through its own zone's", () => {
    expect(primary.names("aws_nat_gateway")).toEqual(["us_east_1a", "us_east_1b", "us_east_1c"]);
    for (const zone of ["us_east_1a", "us_east_1b", "us_east_1c"]) {
      expect(primary.text).toHaveResourceWithProperties(NatGateway, { subnet_id: `\${aws_subnet.public_${zone}.id}` });
      expect(primary.resource("aws_route", `private_${zone}_nat`)).toMatchObject({
        route_table_id: `\${aws_route_table.private_${zone}.id}`,
        nat_gateway_id: `\${aws_nat_gateway.${zone}.id}`,
        destination_cidr_block: "0.0.0.0/0",
      });
    }
  });

  test("one internet gateway, for the public tier only", () => {
    expect(primary.names("aws_internet_gateway")).toEqual(["main"]);
    const toInternet = primary.names("aws_route").filter((name) => "gateway_id" in primary.resource("aws_route", name));
    expect(toInternet).toEqual(["public_internet"]);
    expect(primary.resource("aws_route", "public_internet")).toMatchObject({
      route_table_id: "${aws_route_table.public.id}",
      gateway_id: "${aws_internet_gateway.main.id}",
    });
  });

  test("the database tier has no route out of the VPC", () => {
    const tables = primary.names("aws_route").map((name) => primary.resource("aws_route", name).route_table_id);
    expect(tables).not.toContain("${aws_route_table.database.id}");
    expect(primary.resource("aws_route_table_association", "database_us_east_1a")).toEqual({
      subnet_id: "${aws_subnet.database_us_east_1a.id}",
      route_table_id: "${aws_route_table.database.id}",
    });
  });

  test("the default security group is closed", () => {
    expect(primary.text).toHaveResource(DefaultSecurityGroup);
    expect(primary.resource("aws_default_security_group", "default")).not.toHaveProperty("ingress");
    expect(primary.resource("aws_default_security_group", "default")).not.toHaveProperty("egress");
  });
});

describe("§2.1 VPC design: disaster recovery", () => {
  test("cidr 10.1.0.0/16 in us-west-2 over two zones", () => {
    expect(standby.text).toHaveResourceWithProperties(Vpc, { cidr_block: "10.1.0.0/16" });
    expect(standby.root.provider?.aws).toEqual([expect.objectContaining({ region: "us-west-2" })]);
    const subnets = standby.names("aws_subnet").map((name) => standby.resource("aws_subnet", name));
    expect(subnets.map((subnet) => [subnet.availability_zone, subnet.cidr_block])).toEqual([
      ["us-west-2a", "10.1.20.0/24"],
      ["us-west-2b", "10.1.21.0/24"],
      ["us-west-2a", "10.1.10.0/24"],
      ["us-west-2b", "10.1.11.0/24"],
      ["us-west-2a", "10.1.1.0/24"],
      ["us-west-2b", "10.1.2.0/24"],
    ]);
  });

  test("the same resources as production, zone for zone", () => {
    const twoZones = primary.addresses.filter((address) => !address.includes("us_east_1c"));
    expect(standby.addresses).toEqual(twoZones.map((address) => address.replaceAll("us_east_1", "us_west_2")).sort());
  });
});

const anywhere = ["0.0.0.0/0"];
const allOutbound = {
  from_port: 0,
  to_port: 0,
  protocol: "-1",
  cidr_blocks: anywhere,
  description: "All outbound traffic",
};

/** The rules of a group without the arguments that the bindings write out as null. */
function rules(group: Record<string, unknown>, direction: "ingress" | "egress") {
  const blocks = (group[direction] ?? []) as Record<string, unknown>[];
  return blocks.map((rule) => Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== null)));
}

describe("§2.2 security groups", () => {
  test.each([
    ["alb", "techally-alb-sg", "Security group for Application Load Balancer"],
    ["eks_nodes", "techally-eks-nodes-sg", "Security group for EKS worker nodes"],
    ["database", "techally-database-sg", "Security group for RDS instances"],
  ])("aws_security_group.%s is %s", (address, name, description) => {
    expect(primary.text).toHaveResourceWithProperties(SecurityGroup, { name, description });
    expect(primary.resource("aws_security_group", address)).toMatchObject({
      name,
      description,
      vpc_id: "${aws_vpc.main.id}",
    });
  });

  test("alb: HTTPS and HTTP from the internet, everything out", () => {
    const group = primary.resource("aws_security_group", "alb");
    expect(rules(group, "ingress")).toEqual([
      { from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: anywhere, description: "HTTPS from Internet" },
      {
        from_port: 80,
        to_port: 80,
        protocol: "tcp",
        cidr_blocks: anywhere,
        description: "HTTP from Internet (redirect to HTTPS)",
      },
    ]);
    expect(rules(group, "egress")).toEqual([allOutbound]);
  });

  test("eks_nodes: the document's two rules, DNS between nodes, and a way out", () => {
    const group = primary.resource("aws_security_group", "eks_nodes");
    expect(rules(group, "ingress")).toEqual([
      {
        from_port: 0,
        to_port: 65535,
        protocol: "tcp",
        security_groups: ["${aws_security_group.alb.id}"],
        description: "Allow from ALB",
      },
      { from_port: 0, to_port: 65535, protocol: "tcp", self: true, description: "Allow node-to-node communication" },
      { from_port: 53, to_port: 53, protocol: "udp", self: true, description: "DNS between nodes" },
    ]);
    expect(rules(group, "egress")).toEqual([allOutbound]);
  });

  test.each([
    ["database", 5432, "PostgreSQL from EKS nodes"],
    ["redis", 6379, "Redis from EKS nodes"],
    ["efs", 2049, "NFS from EKS nodes"],
  ])("%s: port %i from the nodes only, nothing out", (address, port, description) => {
    const group = primary.resource("aws_security_group", address);
    expect(rules(group, "ingress")).toEqual([
      {
        from_port: port,
        to_port: port,
        protocol: "tcp",
        security_groups: ["${aws_security_group.eks_nodes.id}"],
        description,
      },
    ]);
    expect(group).not.toHaveProperty("egress");
  });

  test("vpc_endpoints: HTTPS from the whole VPC, since private DNS sends all of it there", () => {
    expect(rules(primary.resource("aws_security_group", "vpc_endpoints"), "ingress")).toEqual([
      {
        from_port: 443,
        to_port: 443,
        protocol: "tcp",
        cidr_blocks: ["10.0.0.0/16"],
        description: "HTTPS from the VPC",
      },
    ]);
  });
});
