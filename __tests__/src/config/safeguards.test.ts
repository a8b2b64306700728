import { loadEnvironments } from "../../../src/config";
import { production } from "../../fixtures/environments/production";
import { problemsWith } from "../../support/problems";

const fix = 'change it; only an environment that may be lost sets safeguards to "relaxed"';

describe("safeguards", () => {
  test("are strict unless the environment says otherwise, and production does not", () => {
    expect(production).not.toHaveProperty("safeguards");
    expect(loadEnvironments([production])[0]?.safeguards).toBe("strict");
  });

  test.each([
    ["database", "deletionProtection"],
    ["database", "multiAz"],
    ["database", "finalSnapshot"],
    ["cache", "finalSnapshot"],
    ["cache", "deletionProtection"],
    ["cache", "multiAz"],
    ["storage", "deletionProtection"],
    ["cluster", "deletionProtection"],
    ["edge", "deletionProtection"],
  ])("strict: %s.%s stays on", (section, key) => {
    expect(problemsWith({ [section]: { [key]: false } })).toEqual([
      { path: `production.${section}.${key}`, value: false, allowed: "true, while safeguards are strict", fix },
    ]);
  });

  test("strict: cache.automaticFailover stays on", () => {
    expect(problemsWith({ cache: { automaticFailover: false, multiAz: false } })).toContainEqual(
      expect.objectContaining({ path: "production.cache.automaticFailover", value: false, fix }),
    );
  });

  test.each([
    ["database", "backupRetentionDays"],
    ["cache", "snapshotRetentionDays"],
  ])("strict: %s.%s is a week at least", (section, key) => {
    expect(problemsWith({ [section]: { [key]: 6 } })).toEqual([
      { path: `production.${section}.${key}`, value: 6, allowed: "7-35 days, while safeguards are strict", fix },
    ]);
    expect(problemsWith({ [section]: { [key]: 7 } })).toEqual([]);
  });

  test("relaxed: all of it may be off", () => {
    const database = { deletionProtection: false, multiAz: false, finalSnapshot: false, backupRetentionDays: 1 };
    const cache = {
      nodes: 1,
      deletionProtection: false,
      finalSnapshot: false,
      automaticFailover: false,
      multiAz: false,
      snapshotRetentionDays: 0,
    };
    const off = { deletionProtection: false };
    const changes = { name: "preview", safeguards: "relaxed", database, cache, storage: off, cluster: off, edge: off };
    expect(problemsWith(changes)).toEqual([]);
  });

  test("production cannot relax them", () => {
    expect(problemsWith({ safeguards: "relaxed" })).toEqual([
      {
        path: "production.safeguards",
        value: "relaxed",
        allowed: '"strict" in production',
        fix: "remove the line: production keeps deletion protection, a second zone and backups",
      },
    ]);
  });

  test("nothing else may be said", () => {
    expect(problemsWith({ safeguards: "none" })).toEqual([
      expect.objectContaining({ path: "production.safeguards", value: "none", allowed: '"strict", "relaxed"' }),
    ]);
  });
});
