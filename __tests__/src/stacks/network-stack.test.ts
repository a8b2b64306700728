import * as fc from "fast-check";
import { type EnvironmentInput, loadEnvironments, platformEndpoints } from "../../../src/config";
import { type NetworkSection, tiers } from "../../../src/config/sections/network";
import { contains, overlaps, parseCidr } from "../../../src/config/values/cidr";
import { NetworkStack } from "../../../src/stacks/network-stack";
import { environments } from "../../fixtures/environments";
import { production } from "../../fixtures/environments/production";
import { synthProduction } from "../../support/changed-environments";
import { runs } from "../../support/seed";
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
    const zone = (name: string, index: number) => {
      const subnets = { public: take(), private: take(), database: take() };
      return [name, { ...subnets, natGateway: natPerZone || index === 0 }] as const;
    };
    return {
      cidr: "10.128.0.0/16",
      region,
      zones: Object.fromEntries(names.map(zone)),
      interfaceEndpoints: ["sts"],
      flowLogRetentionDays: 30,
    };
  });

/** A cluster that fits into the smallest subnets. */
function withFewAddresses(cluster: EnvironmentInput["cluster"]): EnvironmentInput["cluster"] {
  const sizes = { minSize: 1, desiredCapacity: 1, maxSize: 1 };
  const [general] = Object.entries(cluster.nodeGroups);
  return {
    ...cluster,
    podAddresses: { warmIpTarget: 1, minimumIpTarget: 1 },
    nodeGroups: general && { [general[0]]: { ...general[1], ...sizes } },
  } as EnvironmentInput["cluster"];
}

function gatewayZones({ zones }: NetworkSection): string[] {
  return Object.keys(zones).filter((name) => zones[name]?.natGateway);
}

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
        const cluster = withFewAddresses(production.cluster);
        const [loaded] = loadEnvironments([{ ...production, network, cluster, disasterRecovery: undefined }]);
        const ranges = Object.values(loaded?.network.zones ?? {}).flatMap((zone) =>
          tiers.map((tier) => parseCidr(zone[tier])),
        );
        expect(ranges).toHaveLength(3 * Object.keys(network.zones).length);
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
        const toName = (zone: string) => zone.replaceAll("-", "_");
        const zones = Object.keys(network.zones).map(toName);
        const gateways = gatewayZones(network).map(toName);
        expect(stack.names("aws_subnet")).toHaveLength(zones.length * 3);
        expect(stack.names("aws_nat_gateway")).toHaveLength(gateways.length);
        expect(stack.names("aws_eip")).toHaveLength(gateways.length);
        const only = gateways.length === 1 ? gateways[0] : undefined;
        for (const zone of zones) {
          expect(stack.resource("aws_route", `private_${zone}_nat`).nat_gateway_id).toBe(
            `\${aws_nat_gateway.${only ?? zone}.id}`,
          );
        }
      }),
      { numRuns: runs(6) },
    );
  });

  test("keeps every address and every argument when a zone is added, wherever it is listed", () => {
    fc.assert(
      fc.property(layouts, fc.nat(), (network, position) => {
        const zones = Object.entries(network.zones);
        fc.pre(zones.length < 6);
        const added = [..."abcdef"].map((letter) => `${region}${letter}`).find((name) => !(name in network.zones));
        if (!added) throw new Error("a zone is left");
        const zone = {
          public: "10.128.240.0/28",
          private: "10.128.241.0/28",
          database: "10.128.242.0/28",
          natGateway: gatewayZones(network).length > 1,
        };
        const inserted = zones.toSpliced(position % (zones.length + 1), 0, [added, zone]);
        const larger: NetworkSection = { ...network, zones: Object.fromEntries(inserted) };
        const [before, after] = [synthNetwork(network), synthNetwork(larger)];
        expect(after.addresses).toEqual(expect.arrayContaining(before.addresses));
        for (const address of before.addresses) {
          const [type = "", name = ""] = address.split(".");
          // Endpoints span all zones by nature: they gain a subnet or a route table in place.
          if (type === "aws_vpc_endpoint") continue;
          expect(after.resource(type, name)).toEqual(before.resource(type, name));
        }
      }),
      { numRuns: runs(6) },
    );
  });
});

test("endpoints that services want come beside the platform's, which are the default", () => {
  const endpoints = (interfaceEndpoints?: readonly string[]) => {
    const network = { ...production.network, ...(interfaceEndpoints && { interfaceEndpoints }) };
    return synthProduction({ network }, ["production-network"])["production-network"];
  };
  const byDefault = endpoints()?.names("aws_vpc_endpoint") ?? [];
  const stack = endpoints([...platformEndpoints, "sqs", "kinesis-streams"]);
  expect(stack?.names("aws_vpc_endpoint")).toEqual([...byDefault, "kinesis_streams", "sqs"].sort());
  expect(stack?.resource("aws_vpc_endpoint", "sqs")).toMatchObject({
    service_name: "com.amazonaws.us-east-1.sqs",
    private_dns_enabled: true,
  });
});

test("the load balancers of both regions let in the clients of the configuration", () => {
  const both = ["production-network", "production-dr-network"];
  const stacks = synthProduction({ edge: { allowFrom: ["203.0.113.0/24"] } }, both);
  for (const name of both) {
    expect(stacks[name]?.resource("aws_security_group", "alb").ingress).toEqual([
      expect.objectContaining({ from_port: 443, cidr_blocks: ["203.0.113.0/24"] }),
      expect.objectContaining({ from_port: 443, description: "HTTPS from CloudFront" }),
    ]);
  }
});
