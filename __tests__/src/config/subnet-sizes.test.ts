import * as fc from "fast-check";
import type { Draft } from "../../support/changed-environments";
import { problemsAfter } from "../../support/problems";
import { runs } from "../../support/seed";

type Zone = Draft["network"]["zones"][string];

function zone({ network }: Draft, name: string): Zone {
  const found = network.zones[name];
  if (!found) throw new Error(`no zone is called ${name}`);
  return found;
}

describe("addresses", () => {
  test("a private subnet that cannot hold endpoints, control plane and nodes", () => {
    const problems = problemsAfter(({ production }) => {
      zone(production, "us-east-1a").private = "10.0.10.0/26";
    });
    // Of 10, 8 and 6 nodes, three zones get up to 4, 3 and 2; each has its own address and 16 for pods.
    expect(problems).toEqual([
      {
        path: 'production.network.zones["us-east-1a"].private',
        value: "10.0.10.0/26",
        allowed:
          "a range with at least 174 usable addresses: 14 interface endpoints + 6 for the control plane + " +
          "153 for nodes (9 in the zone at maxSize, 17 each) + 1 mount target; a /26 has 59",
        fix: "choose a /24 or larger, or lower maxSize of cluster.nodeGroups",
      },
    ]);
  });

  test("the standby's nodes are spread over its own zones", () => {
    const problems = problemsAfter(({ production }) => {
      const { network } = production.disasterRecovery ?? {};
      if (!network?.zones["us-west-2b"]) throw new Error("production has a standby");
      network.zones["us-west-2b"].private = "10.1.11.0/25";
    });
    expect(problems).toEqual([
      expect.objectContaining({
        path: 'production.disasterRecovery.network.zones["us-west-2b"].private',
        allowed: expect.stringContaining("204 for nodes (12 in the zone at maxSize, 17 each)"),
      }),
    ]);
  });

  test("an environment of /28 subnets", () => {
    const problems = problemsAfter(({ development }) => {
      development.network.cidr = "10.3.0.0/22";
      development.network.zones = {
        "us-east-1a": { public: "10.3.0.0/28", private: "10.3.0.16/28", database: "10.3.0.32/28", natGateway: true },
        "us-east-1b": { public: "10.3.0.48/28", private: "10.3.0.64/28", database: "10.3.0.80/28" },
      };
    });
    const allowed =
      "a range with at least 58 usable addresses: 6 for the control plane + " +
      "51 for nodes (3 in the zone at maxSize, 17 each) + 1 mount target; a /28 has 11";
    expect(problems.map((problem) => [problem.path, problem.allowed])).toEqual([
      ['development.network.zones["us-east-1a"].private', allowed],
      ['development.network.zones["us-east-1b"].private', allowed],
    ]);
  });

  test("a node holds what it keeps free where that is more than the minimum", () => {
    const problems = problemsAfter(({ production }) => {
      production.cluster.podAddresses = { warmIpTarget: 30, minimumIpTarget: 16 };
    });
    expect(problems[0]?.allowed).toContain("279 for nodes (9 in the zone at maxSize, 31 each)");
  });

  test("a database subnet that cannot hold all instances and nodes", () => {
    const problems = problemsAfter(({ production }) => {
      zone(production, "us-east-1b").database = "10.0.21.0/28";
      production.database.replicas.count = 9;
    });
    expect(problems).toEqual([
      {
        path: 'production.network.zones["us-east-1b"].database',
        value: "10.0.21.0/28",
        allowed:
          "a range with at least 14 usable addresses: 1 primary + 1 synchronous copy + 9 read replicas + 3 cache nodes; " +
          "a /28 has 11",
        fix: "choose a /27 or larger, or lower database.replicas.count or cache.nodes",
      },
    ]);
  });

  test("the prefix length of the fix is the longest that is accepted", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 450 }), fc.integer({ min: 1, max: 60 }), (maxSize, minimumIpTarget) => {
        const problemsOf = (prefixLength: number) =>
          problemsAfter((drafts) => {
            const { development } = drafts;
            development.network.cidr = "10.64.0.0/16";
            development.network.zones = {
              "us-east-1a": {
                public: "10.64.0.0/26",
                private: `10.64.128.0/${prefixLength}`,
                database: "10.64.1.0/26",
              },
              "us-east-1b": { public: "10.64.0.64/26", private: "10.64.64.0/18", database: "10.64.1.64/26" },
            };
            for (const one of Object.values(development.network.zones)) one.natGateway = true;
            Object.assign(development.cluster.nodeGroups["general-workloads"] ?? {}, {
              minSize: 1,
              desiredCapacity: 1,
              maxSize,
            });
            development.cluster.podAddresses = { minimumIpTarget };
          });
        const [problem] = problemsOf(28);
        const longest = Number(/^choose a \/(\d+)/.exec(problem?.fix ?? "")?.[1] ?? 28);
        expect(problemsOf(longest)).toEqual([]);
        expect(problemsOf(longest + 1)).not.toEqual([]);
      }),
      { numRuns: runs(6) },
    );
  });
});
