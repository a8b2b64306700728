import { problemsWith } from "../../support/problems";

const nodeTypeAllowed = "a current node type with memory alone, such as cache.r6g.xlarge or cache.t4g.small";

describe("cache: values that AWS refuses", () => {
  test.each([
    "r6g.xlarge",
    "db.r6g.xlarge",
    "cache.r6g",
    "cache.r6g.3xlarge",
  ])("node type %s is malformed", (nodeType) => {
    expect(problemsWith({ cache: { nodeType } })).toEqual([
      {
        path: "production.cache.nodeType",
        value: nodeType,
        allowed: "an ElastiCache node type such as cache.r6g.xlarge",
        fix: "take one from https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html",
      },
    ]);
  });

  test.each(["cache.t1.micro", "cache.m3.large", "cache.c1.xlarge", "cache.r3.large"])("%s is too old", (nodeType) => {
    expect(problemsWith({ cache: { nodeType } })).toEqual([
      {
        path: "production.cache.nodeType",
        value: nodeType,
        allowed: nodeTypeAllowed,
        fix: "ElastiCache creates no nodes of this generation any more; choose a newer one",
      },
    ]);
  });

  test("nodes with disks are refused", () => {
    expect(problemsWith({ cache: { nodeType: "cache.r6gd.xlarge" } })).toEqual([
      {
        path: "production.cache.nodeType",
        value: "cache.r6gd.xlarge",
        allowed: nodeTypeAllowed,
        fix: "nodes with disks need data tiering, which is not used here",
      },
    ]);
  });

  test.each([
    ["nodes", 0, "at least 1"],
    ["nodes", 7, "at most 6"],
    ["snapshotRetentionDays", 36, "at most 35"],
    ["snapshotRetentionDays", -1, "at least 0"],
    ["snapshotWindow", "4:00-5:00", "a daily window in UTC, hh:mm-hh:mm"],
    ["snapshotWindow", "24:00-25:00", "a daily window in UTC, hh:mm-hh:mm"],
    ["maintenanceWindow", "Sun:05:30-Sun:06:30", "a weekly window in UTC, ddd:hh:mm-ddd:hh:mm"],
    ["maintenanceWindow", "05:30-06:30", "a weekly window in UTC, ddd:hh:mm-ddd:hh:mm"],
  ])("%s: %s is refused, %s", (key, value, allowed) => {
    const path = `production.cache.${key}`;
    expect(problemsWith({ cache: { [key]: value } })).toContainEqual(expect.objectContaining({ path, allowed }));
  });
});

describe("cache: values that do not go together", () => {
  test("failover needs a second node", () => {
    expect(problemsWith({ cache: { nodes: 1 } })).toEqual([
      {
        path: "production.cache.nodes",
        value: 1,
        allowed: "2-6, with automaticFailover",
        fix: "add a node, or set automaticFailover to false",
      },
    ]);
  });

  test("multi-AZ needs failover", () => {
    expect(problemsWith({ name: "preview", safeguards: "relaxed", cache: { automaticFailover: false } })).toEqual([
      {
        path: "preview.cache.multiAz",
        value: true,
        allowed: "false, without automaticFailover",
        fix: "set automaticFailover to true, or multiAz to false",
      },
    ]);
  });

  test("maintenance must not overlap the daily snapshot", () => {
    expect(problemsWith({ cache: { maintenanceWindow: "sun:04:30-sun:05:30" } })).toEqual([
      {
        path: "production.cache.maintenanceWindow",
        value: "sun:04:30-sun:05:30",
        allowed: "a window that does not overlap snapshotWindow, 04:00-05:00 of every day",
        fix: "move one of the two windows; they may touch",
      },
    ]);
  });

  test("windows last an hour", () => {
    expect(problemsWith({ cache: { snapshotWindow: "04:00-04:30" } })).toEqual([
      {
        path: "production.cache.snapshotWindow",
        value: "04:00-04:30",
        allowed: "a window of at least 60 minutes",
        fix: "move its end",
      },
    ]);
  });
});

describe("cache: global datastore", () => {
  test("production's nodes can be in one", () => {
    expect(problemsWith({ cache: { globalDatastore: true } })).toEqual([]);
  });

  test.each(["cache.t4g.medium", "cache.m4.large", "cache.r4.xlarge"])("%s cannot", (nodeType) => {
    expect(problemsWith({ cache: { globalDatastore: true, nodeType } })).toEqual([
      {
        path: "production.cache.nodeType",
        value: nodeType,
        allowed: "cache.m5, cache.r5 or newer, large or larger, with globalDatastore",
        fix: "choose such a type, or set globalDatastore to false",
      },
    ]);
  });

  test("it needs a standby region", () => {
    expect(problemsWith({ cache: { globalDatastore: true }, disasterRecovery: undefined })).toEqual([
      {
        path: "production.cache.globalDatastore",
        value: true,
        allowed: "false, without a standby region",
        fix: "add disasterRecovery, or set globalDatastore to false",
      },
    ]);
  });

  test("it needs failover", () => {
    const cache = { globalDatastore: true, automaticFailover: false, multiAz: false };
    expect(problemsWith({ name: "preview", safeguards: "relaxed", cache })).toEqual([
      {
        path: "preview.cache.globalDatastore",
        value: true,
        allowed: "false, without automaticFailover",
        fix: "set automaticFailover to true with at least two nodes, or globalDatastore to false",
      },
    ]);
  });
});
