import { problemsWith } from "../../support/problems";

describe("operations", () => {
  test.each([
    "infrastructure",
    "Ops <ops@acme.com>",
    "ops@acme",
    "ops@acme.com,dev@acme.com",
    ".ops@acme.com",
    "ops.@acme.com",
    "o..ps@acme.com",
    `ops@${"a".repeat(64)}.com`,
  ])("%s is no e-mail address", (email) => {
    expect(problemsWith({ operations: { emails: [email] } })).toEqual([
      {
        path: "production.operations.emails[0]",
        value: email,
        allowed: "an e-mail address, such as infrastructure@techally.com",
        fix: "write the bare address: no name, no angle brackets",
      },
    ]);
  });

  test.each(["a@acme.com", "o.p+s@sub.acme.com"])("%s is an e-mail address", (email) => {
    expect(problemsWith({ operations: { emails: [email] } })).toEqual([]);
  });

  test("an address stands once", () => {
    expect(problemsWith({ operations: { emails: ["a@acme.com", "a@acme.com"] } })).toEqual([
      {
        path: "production.operations.emails[1]",
        value: "a@acme.com",
        allowed: "each entry once",
        fix: "remove it: operations.emails[0] is the same",
      },
    ]);
  });

  test.each([
    ["database.cpuPercent", 0, "at least 1"],
    ["database.cpuPercent", 101, "at most 100"],
    ["database.freeStoragePercent", 101, "at most 100"],
    ["database.connectionsPercent", 101, "at most 100"],
    ["database.replicaLagSeconds", 0, "at least 1"],
    ["database.crossRegionReplicaLagSeconds", 86_401, "at most 86400"],
    ["cache.memoryPercent", 101, "at most 100"],
    ["cache.cpuPercent", 101, "at most 100"],
    ["cache.evictions", 0, "at least 1"],
    ["cache.replicationLagSeconds", 0.5, "a whole number"],
    ["loadBalancer.ownErrors", 0, "at least 1"],
    ["loadBalancer.targetErrors", 0, "at least 1"],
    ["loadBalancer.unhealthyHosts", 0, "at least 1"],
    ["natGatewayPacketsDropped", 0, "at least 1"],
    ["apiServerErrors", 0, "at least 1"],
    ["unschedulablePods", 0, "at least 1"],
    ["distributionErrorPercent", 101, "at most 100"],
    ["certificateDays", 46, "at most 45"],
  ])("alarms.%s: %d is refused", (key, value, allowed) => {
    const alarms = key.split(".").reduceRight<unknown>((inner, part) => ({ [part]: inner }), value);
    expect(problemsWith({ operations: { alarms } })).toEqual([
      expect.objectContaining({ path: `production.operations.alarms.${key}`, value, allowed }),
    ]);
  });
});
