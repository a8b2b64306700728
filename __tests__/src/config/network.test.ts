import { tiers } from "../../../src/config/sections/network";
import type { Draft } from "../../support/changed-environments";
import { problemsAfter } from "../../support/problems";

type Zone = Draft["network"]["zones"][string];

function zone({ network }: Draft, name: string): Zone {
  const found = network.zones[name];
  if (!found) throw new Error(`no zone is called ${name}`);
  return found;
}

describe("network", () => {
  test("the shipped environments have no problems", () => {
    expect(problemsAfter(() => {})).toEqual([]);
  });

  test("suggestions for several subnets do not meet each other", () => {
    const problems = problemsAfter(({ production }) => {
      for (const zone of Object.values(production.network.zones)) Object.assign(zone, { public: "10.9.0.0/24" });
    });
    const suggested = problems.map(({ fix }) => /10\.0\.\d+\.0\/24/.exec(fix)?.[0]);
    expect(suggested.length).toBeGreaterThan(2);
    expect(new Set(suggested).size).toBe(suggested.length);
  });

  test("overlapping subnets of two tiers", () => {
    const problems = problemsAfter(({ production }) => {
      zone(production, "us-east-1a").database = "10.0.1.128/25";
    });
    expect(problems).toEqual([
      {
        path: 'production.network.zones["us-east-1a"].database',
        value: "10.0.1.128/25",
        allowed: 'a range that does not overlap network.zones["us-east-1a"].public, 10.0.1.0/24',
        fix: "choose a free range, for instance 10.0.0.0/25",
      },
    ]);
  });

  test("a subnet outside its VPC", () => {
    const problems = problemsAfter(({ production }) => {
      zone(production, "us-east-1c").database = "10.9.22.0/24";
    });
    expect(problems).toEqual([
      {
        path: 'production.network.zones["us-east-1c"].database',
        value: "10.9.22.0/24",
        allowed: "a range inside network.cidr, 10.0.0.0/16",
        fix: "choose a free range, for instance 10.0.0.0/24",
      },
    ]);
  });

  test("a VPC that is full", () => {
    const problems = problemsAfter(({ staging }) => {
      staging.network.cidr = "10.2.0.0/24";
      staging.cluster.podAddresses = { warmIpTarget: 1, minimumIpTarget: 1 };
      staging.network.zones = {
        "us-east-1a": { public: "10.2.0.0/26", private: "10.2.0.128/26", database: "10.2.0.224/27", natGateway: true },
        "us-east-1b": { public: "10.2.0.64/26", private: "10.2.0.192/27", database: "10.2.1.0/26" },
      };
    });
    expect(problems.map(({ fix }) => fix)).toEqual(["choose a smaller range: the VPC has no /26 left"]);
  });

  test("overlapping VPCs of the two regions", () => {
    const problems = problemsAfter(({ production }) => {
      if (!production.disasterRecovery) throw new Error("production has a standby");
      production.disasterRecovery.network.cidr = "10.0.0.0/15";
    });
    expect(problems).toContainEqual({
      path: "production.disasterRecovery.network.cidr",
      value: "10.0.0.0/15",
      allowed: "a range of /16 to /28",
      fix: expect.stringContaining("16 to 28"),
    });
    expect(problems).toContainEqual({
      path: "production.disasterRecovery.network.cidr",
      value: "10.0.0.0/15",
      allowed: "a range that does not overlap production.network.cidr, 10.0.0.0/16",
      fix: "give every VPC a range of its own",
    });
  });

  test("overlapping VPCs of two environments", () => {
    const problems = problemsAfter(({ development }) => {
      development.network.cidr = "10.2.0.0/16";
      for (const subnets of Object.values(development.network.zones)) {
        for (const tier of tiers) subnets[tier] = subnets[tier].replace("10.3.", "10.2.");
      }
    });
    expect(problems).toEqual([
      expect.objectContaining({
        path: "development.network.cidr",
        allowed: "a range that does not overlap staging.network.cidr, 10.2.0.0/16",
      }),
    ]);
  });

  test("a zone without a subnet of some tier", () => {
    const problems = problemsAfter(({ production }) => {
      Reflect.deleteProperty(zone(production, "us-east-1b"), "database");
    });
    expect(problems).toEqual([
      {
        path: 'production.network.zones["us-east-1b"].database',
        value: undefined,
        allowed: "an IPv4 range inside the VPC's, such as 10.0.1.0/24",
        fix: "add database",
      },
    ]);
  });

  test("a zone of another region", () => {
    const problems = problemsAfter(({ production }) => {
      const { "us-east-1c": last, ...others } = production.network.zones;
      production.network.zones = { ...others, "eu-west-1c": last as Zone };
    });
    expect(problems).toEqual([
      {
        path: 'production.network.zones["eu-west-1c"]',
        value: "eu-west-1c",
        allowed: "an availability zone of us-east-1",
        fix: "use zones such as us-east-1a, or change the region",
      },
    ]);
  });

  test("the standby's network is held to the same", () => {
    const problems = problemsAfter(({ production }) => {
      if (!production.disasterRecovery) throw new Error("production has a standby");
      Object.assign(production.disasterRecovery.network.zones["us-west-2a"] ?? {}, { database: "10.1.1.0/25" });
    });
    expect(problems).toEqual([
      {
        path: 'production.disasterRecovery.network.zones["us-west-2a"].database',
        value: "10.1.1.0/25",
        allowed: 'a range that does not overlap disasterRecovery.network.zones["us-west-2a"].public, 10.1.1.0/24',
        fix: "choose a free range, for instance 10.1.0.0/25",
      },
    ]);
  });

  test.each([
    ["host bits set", "10.0.0.1/16", "write 10.0.0.0/16"],
    ["a zero before the prefix length", "10.0.0.0/016", "write 10.0.0.0/16"],
    ["zeros before a number", "010.000.0.0/16", "write 10.0.0.0/16"],
    ["zeros and host bits", "010.0.0.1/16", "write 10.0.0.0/16"],
    ["IPv6", "fd00::/56", "use an IPv4 range; the VPC's ranges are IPv4"],
    ["no prefix length", "10.0.0.0", "write four decimal numbers of 0-255, a slash and a prefix length of 0-32"],
    ["a number above 255", "10.0.256.0/16", "write four decimal numbers of 0-255, a slash and a prefix length of 0-32"],
    ["too few numbers", "10/8", "write four decimal numbers of 0-255, a slash and a prefix length of 0-32"],
    ["text", "the usual one", "write four decimal numbers of 0-255, a slash and a prefix length of 0-32"],
  ])("a CIDR with %s", (_, cidr, fix) => {
    const problems = problemsAfter(({ production }) => {
      production.network.cidr = cidr;
    });
    expect(problems).toEqual([
      { path: "production.network.cidr", value: cidr, allowed: expect.stringContaining("IPv4 network in CIDR"), fix },
    ]);
  });

  test.each([
    ["0.0.0.0/16", "0.0.0.0/8, which no host has"],
    ["127.0.0.0/16", "loopback"],
    ["169.254.0.0/16", "link-local"],
    ["224.0.0.0/16", "multicast"],
    ["240.0.0.0/16", "reserved"],
  ])("a VPC of %s", (cidr, kind) => {
    const problems = problemsAfter(({ production: { network } }) => {
      network.cidr = cidr;
      const [first = "", second = ""] = cidr.split(".");
      for (const subnets of Object.values(network.zones)) {
        for (const tier of tiers) subnets[tier] = subnets[tier].replace("10.0.", `${first}.${second}.`);
      }
    });
    expect(problems).toEqual([
      {
        path: "production.network.cidr",
        value: cidr,
        allowed: "addresses that hosts can have: of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, or public ones",
        fix: `choose another range: these addresses are ${kind}`,
      },
    ]);
  });

  test.each([
    ["100.64.0.0/16"],
    ["172.20.0.0/16"],
    ["192.168.0.0/16"],
    ["11.0.0.0/16"],
  ])("a VPC of %s is right", (cidr) => {
    const problems = problemsAfter(({ production: { network } }) => {
      network.cidr = cidr;
      const [first = "", second = ""] = cidr.split(".");
      for (const subnets of Object.values(network.zones)) {
        for (const tier of tiers) subnets[tier] = subnets[tier].replace("10.0.", `${first}.${second}.`);
      }
    });
    expect(problems).toEqual([]);
  });

  test.each([
    ["two of three zones", ["us-east-1a", "us-east-1b"], "natGateway in us-east-1a, us-east-1b"],
    ["no zone", [], "natGateway in no zone"],
  ])("NAT gateways in %s", (_, gateways, value) => {
    const problems = problemsAfter(({ production }) => {
      for (const [name, zone] of Object.entries(production.network.zones)) zone.natGateway = gateways.includes(name);
    });
    expect(problems).toEqual([
      {
        path: "production.network.zones",
        value,
        allowed: "natGateway in one zone for the whole VPC, or in all of us-east-1a, us-east-1b, us-east-1c",
        fix: "set natGateway: true in a single zone, or in every zone",
      },
    ]);
  });

  test("a single zone, and none", () => {
    const withZones = (names: readonly string[]) =>
      problemsAfter(({ development }) => {
        const zones = Object.entries(development.network.zones).filter(([name]) => names.includes(name));
        development.network.zones = Object.fromEntries(zones);
      });
    const fix = "add a zone: EKS, database subnet groups and load balancers each refuse a single one";
    const problem = { path: "development.network.zones", allowed: "at least two zones", fix };
    expect(withZones(["us-east-1a"])).toEqual([{ ...problem, value: ["us-east-1a"] }]);
    expect(withZones([])).toEqual([{ ...problem, value: [] }]);
  });

  test("an endpoint service that the platform does not know, and a retention that CloudWatch does not have", () => {
    const problems = problemsAfter(({ production }) => {
      Object.assign(production.network, { interfaceEndpoints: ["s4"], flowLogRetentionDays: 42 });
    });
    expect(problems.map(({ path }) => path)).toEqual([
      "production.network.interfaceEndpoints[0]",
      "production.network.flowLogRetentionDays",
    ]);
    expect(problems[0]?.allowed).toContain('"ecr.api"');
    expect(problems[1]?.allowed).toContain("30, 60, 90");
  });

  test("the control plane's zones are two or more of the network's", () => {
    const withZones = (controlPlaneZones: string[]) =>
      problemsAfter(({ production }) => {
        production.network.controlPlaneZones = controlPlaneZones;
        production.network.nodeZones = Object.keys(production.network.zones);
      });
    const path = "production.network.controlPlaneZones";
    expect(withZones(["us-east-1a", "us-east-1c"])).toEqual([]);
    const few = {
      path,
      allowed: "at least two zones",
      fix: "add a zone: EKS refuses a control plane in a single one (https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html)",
    };
    expect(withZones(["us-east-1a"])).toEqual([{ ...few, value: ["us-east-1a"] }]);
    expect(withZones([])).toEqual([{ ...few, value: [] }]);
    expect(withZones(["us-east-1a", "us-east-1a", "us-east-1d"])).toEqual([
      {
        path: `${path}[1]`,
        value: "us-east-1a",
        allowed: "each entry once",
        fix: `remove it: ${path.slice(11)}[0] is the same`,
      },
      {
        path: `${path}[2]`,
        value: "us-east-1d",
        allowed: "one of zones: us-east-1a, us-east-1b, us-east-1c",
        fix: "remove it, or add the zone with its subnets to zones",
      },
    ]);
  });

  test("so are the nodes' zones", () => {
    const problems = problemsAfter(({ development }) => {
      development.network.nodeZones = ["us-east-1z"];
    });
    expect(problems).toEqual([
      expect.objectContaining({ path: "development.network.nodeZones[0]", value: "us-east-1z" }),
      {
        path: "development.network.nodeZones",
        value: ["us-east-1z"],
        allowed: "at least two zones",
        fix: "add a zone: with the only zone of the nodes, everything would be gone",
      },
    ]);
  });

  test("the standby's control plane has zones of its own region", () => {
    const problems = problemsAfter(({ production }) => {
      if (!production.disasterRecovery) throw new Error("production has a standby");
      const { network } = production.disasterRecovery;
      network.controlPlaneZones = ["us-west-2a", "us-east-1b"];
      network.nodeZones = Object.keys(network.zones);
    });
    expect(problems).toEqual([
      expect.objectContaining({
        path: "production.disasterRecovery.network.controlPlaneZones[1]",
        allowed: "one of zones: us-west-2a, us-west-2b",
      }),
    ]);
  });
});
