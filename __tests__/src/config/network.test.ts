import { problemsAfter } from "../../support/problems";

const zones = "us-east-1a, us-east-1b, us-east-1c";

describe("network", () => {
  test("the shipped environments have no problems", () => {
    expect(problemsAfter(() => {})).toEqual([]);
  });

  test("overlapping subnets of two tiers", () => {
    const problems = problemsAfter(({ production }) => {
      production.network.subnets.private["us-east-1a"] = "10.0.1.128/25";
    });
    expect(problems).toEqual([
      {
        path: 'production.network.subnets.private["us-east-1a"]',
        value: "10.0.1.128/25",
        allowed: 'a range that does not overlap network.subnets.public["us-east-1a"], 10.0.1.0/24',
        fix: "choose a free range, for instance 10.0.0.0/25",
      },
    ]);
  });

  test("a subnet outside its VPC", () => {
    const problems = problemsAfter(({ production }) => {
      production.network.subnets.database["us-east-1c"] = "10.9.22.0/24";
    });
    expect(problems).toEqual([
      {
        path: 'production.network.subnets.database["us-east-1c"]',
        value: "10.9.22.0/24",
        allowed: "a range inside network.cidr, 10.0.0.0/16",
        fix: "choose a free range, for instance 10.0.0.0/24",
      },
    ]);
  });

  test("a VPC that is full", () => {
    const problems = problemsAfter(({ staging }) => {
      staging.network.cidr = "10.2.0.0/24";
      staging.network.subnets = {
        public: { "us-east-1a": "10.2.0.0/26", "us-east-1b": "10.2.0.64/26" },
        private: { "us-east-1a": "10.2.0.128/26", "us-east-1b": "10.2.0.192/27" },
        database: { "us-east-1a": "10.2.0.224/27", "us-east-1b": "10.2.1.0/26" },
      };
    });
    expect(problems.map(({ fix }) => fix)).toEqual(["choose a smaller range: the VPC has none of this size left"]);
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
      for (const tier of Object.values(development.network.subnets)) {
        for (const [zone, cidr] of Object.entries(tier)) tier[zone] = cidr.replace("10.3.", "10.2.");
      }
    });
    expect(problems).toEqual([
      expect.objectContaining({
        path: "development.network.cidr",
        allowed: "a range that does not overlap staging.network.cidr, 10.2.0.0/16",
      }),
    ]);
  });

  test("more zones than subnets", () => {
    const problems = problemsAfter(({ production }) => {
      production.network.availabilityZones.push("us-east-1d");
      production.network.natGateways.push("us-east-1d");
    });
    expect(problems.map(({ path }) => path)).toEqual([
      'production.network.subnets.public["us-east-1d"]',
      'production.network.subnets.private["us-east-1d"]',
      'production.network.subnets.database["us-east-1d"]',
    ]);
    expect(problems[0]).toEqual({
      path: 'production.network.subnets.public["us-east-1d"]',
      value: undefined,
      allowed: `one public subnet in each of ${zones}, us-east-1d`,
      fix: "add a range for us-east-1d, or remove us-east-1d from availabilityZones",
    });
  });

  test("more subnets than zones", () => {
    const problems = problemsAfter(({ production }) => {
      production.network.subnets.public["us-east-1d"] = "10.0.4.0/24";
    });
    expect(problems).toEqual([
      {
        path: 'production.network.subnets.public["us-east-1d"]',
        value: "10.0.4.0/24",
        allowed: `subnets in ${zones} only`,
        fix: "add us-east-1d to availabilityZones, or remove this subnet",
      },
    ]);
  });

  test("a zone twice", () => {
    const problems = problemsAfter(({ production }) => {
      production.network.availabilityZones[2] = "us-east-1a";
      production.network.natGateways = ["us-east-1a"];
      for (const tier of Object.values(production.network.subnets)) delete tier["us-east-1c"];
    });
    expect(problems).toEqual([
      {
        path: "production.network.availabilityZones[2]",
        value: "us-east-1a",
        allowed: "each zone once",
        fix: "remove the repetition",
      },
    ]);
  });

  test("a zone of another region", () => {
    const problems = problemsAfter(({ production }) => {
      production.network.availabilityZones = ["us-east-1a", "us-east-1b", "eu-west-1c"];
      production.network.natGateways = ["us-east-1a"];
      for (const tier of Object.values(production.network.subnets)) {
        tier["eu-west-1c"] = tier["us-east-1c"] as string;
        delete tier["us-east-1c"];
      }
    });
    expect(problems).toEqual([
      {
        path: "production.network.availabilityZones[2]",
        value: "eu-west-1c",
        allowed: "an availability zone of us-east-1",
        fix: "use zones such as us-east-1a, or change the region",
      },
    ]);
  });

  test.each([
    ["host bits set", "10.0.0.1/16", "write 10.0.0.0/16"],
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
    ["a subset of the zones", ["us-east-1a", "us-east-1b"]],
    ["a zone twice", ["us-east-1a", "us-east-1a"]],
  ])("NAT gateways in %s", (_, natGateways) => {
    const problems = problemsAfter(({ production }) => {
      production.network.natGateways = natGateways;
    });
    expect(problems).toEqual([
      {
        path: "production.network.natGateways",
        value: natGateways,
        allowed: `one zone for the whole VPC, or all of ${zones}`,
        fix: "list a single zone, or every zone of availabilityZones once",
      },
    ]);
  });

  test("a NAT gateway in a zone that the VPC does not have", () => {
    const [problem] = problemsAfter(({ production }) => {
      production.network.natGateways = ["us-east-1f"];
    });
    expect(problem?.fix).toBe("remove us-east-1f: the VPC has no such zone");
  });

  test("a single zone", () => {
    const problems = problemsAfter(({ development }) => {
      development.network.availabilityZones = ["us-east-1a"];
      for (const tier of Object.values(development.network.subnets)) delete tier["us-east-1b"];
    });
    expect(problems).toEqual([
      {
        path: "development.network.availabilityZones",
        value: ["us-east-1a"],
        allowed: "at least two zones",
        fix: "add a zone: EKS, database subnet groups and load balancers each refuse a single one",
      },
    ]);
  });

  test("no zones at all", () => {
    const problems = problemsAfter(({ production }) => {
      production.network.natGateways = [];
    });
    expect(problems).toEqual([
      expect.objectContaining({ path: "production.network.natGateways", value: [], allowed: "at least 1 entry" }),
    ]);
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
});
