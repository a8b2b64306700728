import { ElastiCacheClient } from "@aws-sdk/client-elasticache";
import { handler } from "../../../functions/redis-snapshots";
import { ageInDays, snapshotName } from "../../../functions/redis-snapshots/names";
import { readSettings } from "../../../functions/redis-snapshots/settings";
import { FakeElastiCache } from "./fake-elasticache";

const environment = { REPLICATION_GROUP_ID: "redis", SNAPSHOT_PREFIX: "acme-daily", RETENTION_DAYS: "14" };

describe("the handler", () => {
  const context = { getRemainingTimeInMillis: () => 600_000 };
  const before = { ...process.env };

  beforeEach(() => {
    Object.assign(process.env, environment, { AWS_REGION: "eu-west-1" });
    jest.spyOn(console, "info").mockImplementation();
  });

  afterEach(() => {
    process.env = { ...before };
    jest.restoreAllMocks();
  });

  async function invoke(invocation: { scheduledTime?: string }) {
    const fake = new FakeElastiCache();
    jest.spyOn(ElastiCacheClient.prototype, "send").mockImplementation(fake.client.send);
    const result = await handler(invocation, context);
    return { result, fake };
  }

  test("takes the day from the schedule, so that a retry after midnight belongs to it", async () => {
    const { result, fake } = await invoke({ scheduledTime: "2026-11-23T08:00:00Z" });
    expect(result).toEqual({ snapshot: "acme-daily-2026-11-23", deleted: [] });
    expect(fake.changes).toEqual(["create acme-daily-2026-11-23 of redis-002"]);
    expect(console.info).toHaveBeenCalledWith(JSON.stringify(result));
  });

  test("takes the present day when it is started by hand", async () => {
    jest.useFakeTimers({ now: new Date("2027-02-03T23:59:59Z"), doNotFake: ["nextTick", "setImmediate"] });
    try {
      expect((await invoke({})).result.snapshot).toBe("acme-daily-2027-02-03");
    } finally {
      jest.useRealTimers();
    }
  });
});

describe("settings", () => {
  test("come from the environment", () => {
    expect(readSettings(environment)).toEqual({
      replicationGroupId: "redis",
      snapshotPrefix: "acme-daily",
      retentionDays: 14,
    });
  });

  test.each(Object.keys(environment))("%s must be there", (name) => {
    expect(() => readSettings({ ...environment, [name]: undefined })).toThrow(
      `${name} is not set; the function's configuration must name it`,
    );
  });

  test.each(["0", "-1", "1.5", "two"])("a retention of %s days is refused", (days) => {
    expect(() => readSettings({ ...environment, RETENTION_DAYS: days })).toThrow(
      `RETENTION_DAYS is ${days}; it must be a whole number of days, at least 1`,
    );
  });
});

describe("names", () => {
  const day = new Date("2026-11-23T23:59:59Z");

  test("are what ElastiCache takes", () => {
    const name = snapshotName("techally-development-daily", day);
    expect(name).toBe("techally-development-daily-2026-11-23");
    expect(name.length).toBeLessThanOrEqual(40);
    expect(name).toMatch(/^[a-z](-?[a-z0-9])*$/);
  });

  test("tell the day", () => {
    expect(ageInDays("acme-daily", snapshotName("acme-daily", day), day)).toBe(0);
    expect(ageInDays("acme-daily", "acme-daily-2026-11-22", day)).toBe(1);
    expect(ageInDays("acme-daily", "acme-daily-2025-11-23", day)).toBe(365);
  });

  test.each([
    "acme-daily-2026-13-01",
    "acme-daily-2026-1-1",
    "acme-daily-",
    "acme-daily",
    "x-acme-daily-2026-11-22",
  ])("%s is none of them", (name) => expect(ageInDays("acme-daily", name, day)).toBeUndefined());
});
