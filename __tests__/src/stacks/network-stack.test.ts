import * as fc from "fast-check";
import { loadEnvironments } from "../../../src/config";
import type { NetworkSection } from "../../../src/config/sections/network";
import { contains, overlaps, parseCidr } from "../../../src/config/values/cidr";
import { NetworkStack } from "../../../src/stacks/network-stack";
import { environments } from "../../fixtures/environments";
import type { StackJson } from "../../support/stack-json";
import { baseProps, synthApp } from "../../support/synth";

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
