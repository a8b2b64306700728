import * as fc from "fast-check";
import { Network } from "../../../modules/network/network";
import { loadEnvironments } from "../../../src/config";
import type { NetworkSection } from "../../../src/config/sections/network";
import { contains, overlaps, parseCidr } from "../../../src/config/values/cidr";
import { NetworkStack } from "../../../src/stacks/network-stack";
import { environments } from "../../fixtures/environments";
import type { StackJson } from "../../support/stack-json";
import { baseProps, synthApp, synthConstruct } from "../../support/synth";

const region = "eu-central-1";

/** Any network of two to six zones, with subnets of any size side by side. */
const layouts = fc
  .record({
    zones: fc.uniqueArray(fc.constantFrom(..."abcdef"), { minLength: 2, maxLength: 6 }),
    prefixLength: fc.integer({ min: 21, max: 28 }),
    natPerZone: fc.boolean(),
  })
  .map(({ zones, prefixLength, natPerZone }): NetworkSection => {
    const names = zones.map((letter) => `${region}${letter}`);
    let next = 0;
    const take = () => {
      const address = next;
      next += 2 ** (32 - prefixLength);
      return `10.${128 + Math.floor(address / 65536)}.${Math.floor(address / 256) % 256}.${address % 256}/${prefixLength}`;
    };
    const tier = () => Object.fromEntries(names.map((zone) => [zone, take()]));
    return {
      cidr: "10.128.0.0/16",
      region,
      availabilityZones: names,
      natGateways: natPerZone ? names : names.slice(0, 1),
      subnets: { public: tier(), private: tier(), database: tier() },
      interfaceEndpoints: ["sts"],
      flowLogRetentionDays: 30,
    };
  });

function synthNetwork(network: NetworkSection): StackJson {
  const stacks = synthApp((app) => {
    new NetworkStack(app, "network", { ...baseProps, region: network.region, namePrefix: "acme", network });
  });
  return stacks.network as StackJson;
}

describe("any layout", () => {
  test("passes the schema, and its subnets lie in the VPC without overlapping", () => {
    fc.assert(
      fc.property(layouts, (network) => {
        const [production] = environments;
        if (!production) throw new Error("production is shipped");
        const [loaded] = loadEnvironments([{ ...production, network, disasterRecovery: undefined }]);
        const ranges = Object.values(loaded?.network.subnets ?? {}).flatMap((tier) =>
          Object.values(tier).map(parseCidr),
        );
        for (const [index, range] of ranges.entries()) {
          expect(contains(parseCidr(network.cidr), range)).toBe(true);
          expect(ranges.slice(0, index).some((other) => overlaps(other, range))).toBe(false);
        }
      }),
    );
  });

  test("gets three subnets per zone, and every private subnet a way out", () => {
    fc.assert(
      fc.property(layouts, (network) => {
        const stack = synthNetwork(network);
        const zones = network.availabilityZones.map((zone) => zone.replaceAll("-", "_"));
        expect(stack.names("aws_subnet")).toHaveLength(zones.length * 3);
        expect(stack.names("aws_nat_gateway")).toHaveLength(network.natGateways.length);
        expect(stack.names("aws_eip")).toHaveLength(network.natGateways.length);
        const only = network.natGateways.length === 1 ? network.natGateways[0]?.replaceAll("-", "_") : undefined;
        for (const zone of zones) {
          expect(stack.resource("aws_route", `private_${zone}_nat`).nat_gateway_id).toBe(
            `\${aws_nat_gateway.${only ?? zone}.id}`,
          );
        }
      }),
      { numRuns: 20 },
    );
  });

  test("keeps every address and every argument when a zone is added, wherever it is listed", () => {
    fc.assert(
      fc.property(layouts, fc.nat(), (network, position) => {
        fc.pre(network.availabilityZones.length < 6);
        const added = [..."abcdef"].map((letter) => `${region}${letter}`).find((z) => !(z in network.subnets.public));
        if (!added) throw new Error("a zone is left");
        const insert = (zones: readonly string[]) => zones.toSpliced(position % (zones.length + 1), 0, added);
        const perZone = network.natGateways.length > 1;
        const larger: NetworkSection = {
          ...network,
          availabilityZones: insert(network.availabilityZones),
          natGateways: perZone ? insert(network.natGateways) : network.natGateways,
          subnets: {
            public: { [added]: "10.128.240.0/28", ...network.subnets.public },
            private: { [added]: "10.128.241.0/28", ...network.subnets.private },
            database: { [added]: "10.128.242.0/28", ...network.subnets.database },
          },
        };
        const [before, after] = [synthNetwork(network), synthNetwork(larger)];
        expect(after.addresses).toEqual(expect.arrayContaining(before.addresses));
        for (const address of before.addresses) {
          const [type = "", name = ""] = address.split(".");
          // Endpoints span all zones by nature: they gain a subnet or a route table in place.
          if (type === "aws_vpc_endpoint") continue;
          expect(after.resource(type, name)).toEqual(before.resource(type, name));
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe("Network", () => {
  const subnets = {
    public: { "us-east-1a": "10.0.1.0/24", "us-east-1b": "10.0.2.0/24" },
    private: { "us-east-1a": "10.0.10.0/24", "us-east-1b": "10.0.11.0/24" },
    database: { "us-east-1a": "10.0.20.0/24", "us-east-1b": "10.0.21.0/24" },
  };
  const build = (natGatewayZones: readonly string[]) =>
    synthConstruct(
      (stack) => new Network(stack, "network", { namePrefix: "acme", cidr: "10.0.0.0/16", subnets, natGatewayZones }),
    );

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
    expect(() => build(["us-east-1z"])).toThrow(
      'natGatewayZones: "us-east-1z" has no public subnet; allowed are us-east-1a, us-east-1b; add a subnet or remove the zone',
    );
  });

  test("refuses to leave a zone without a way out", () => {
    expect(() => build([])).toThrow(
      "natGatewayZones: [] leaves us-east-1a without a way out; allowed are one zone or every zone",
    );
  });
});
