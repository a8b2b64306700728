import {
  InvalidCacheClusterStateFault,
  InvalidSnapshotStateFault,
  SnapshotAlreadyExistsFault,
  SnapshotNotFoundFault,
} from "@aws-sdk/client-elasticache";
import { Cache } from "../../../functions/redis-snapshots/cache";
import { takeDailySnapshot } from "../../../functions/redis-snapshots/daily-snapshot";
import { FakeElastiCache, manual } from "./fake-elasticache";

const settings = { replicationGroupId: "redis", snapshotPrefix: "acme-daily", retentionDays: 14 };
const day = new Date("2026-11-23T08:00:00Z");
const today = "acme-daily-2026-11-23";
const fault = { $metadata: {}, message: "fake" };

/** A run of ten minutes, in which waiting takes no time; `onWait` is what happens meanwhile. */
function run(
  fake: FakeElastiCache,
  onWait: (waits: number) => void = () => {},
  changed: Partial<typeof settings> = {},
) {
  let elapsed = 0;
  let waits = 0;
  const timer = {
    remaining: () => 600_000 - elapsed,
    wait: async (milliseconds: number) => {
      elapsed += milliseconds;
      waits += 1;
      onWait(waits);
    },
  };
  return takeDailySnapshot(new Cache(fake.client), { ...settings, ...changed }, day, timer);
}

describe("taking the day's snapshot", () => {
  test("first run: of a replica, with nothing to delete", async () => {
    const fake = new FakeElastiCache();
    expect(await run(fake)).toEqual({ snapshot: today, deleted: [] });
    expect(fake.changes).toEqual([`create ${today} of redis-002`]);
  });

  test("of the only node, where there is no replica", async () => {
    const fake = new FakeElastiCache();
    const node = { CacheClusterId: "redis-001", CurrentRole: "primary" };
    fake.group = { ...fake.group, NodeGroups: [{ NodeGroupMembers: [node] }] };
    await run(fake);
    expect(fake.changes).toEqual([`create ${today} of redis-001`]);
  });

  test("of the whole group, where it has shards", async () => {
    const fake = new FakeElastiCache();
    fake.group = { ...fake.group, ClusterEnabled: true };
    await run(fake);
    expect(fake.changes).toEqual([`create ${today} of redis`]);
  });

  test.each(["available", "creating"])("one that is %s already is enough", async (status) => {
    const fake = new FakeElastiCache([manual(today, status)]);
    expect(await run(fake)).toEqual({ snapshot: today, deleted: [] });
    expect(fake.changes).toEqual([]);
  });

  test("another run that is faster is no error", async () => {
    const fake = new FakeElastiCache();
    fake.faults.create.push(new SnapshotAlreadyExistsFault(fault));
    expect(await run(fake)).toEqual({ snapshot: today, deleted: [] });
  });

  test("a group that is not there is named", async () => {
    await expect(run(new FakeElastiCache(), undefined, { replicationGroupId: "gone" })).rejects.toThrow(
      "there is no replication group gone; REPLICATION_GROUP_ID must name one",
    );
  });

  test("a group without nodes is named", async () => {
    const fake = new FakeElastiCache();
    fake.group = { ...fake.group, NodeGroups: [] };
    await expect(run(fake)).rejects.toThrow("replication group redis has no node to take a snapshot of");
  });
});

describe("a group that is busy", () => {
  test("is waited for", async () => {
    const fake = new FakeElastiCache();
    fake.group = { ...fake.group, Status: "snapshotting" };
    await run(fake, (waits) => {
      if (waits === 3) fake.group = { ...fake.group, Status: "available" };
    });
    expect(fake.changes).toEqual([`create ${today} of redis-002`]);
  });

  test("is waited for too when it became busy at the last moment", async () => {
    const fake = new FakeElastiCache();
    fake.faults.create.push(new InvalidCacheClusterStateFault(fault));
    await run(fake);
    expect(fake.changes).toEqual([`create ${today} of redis-002`]);
  });

  test("fails the run before Lambda ends it, so that it is tried again; old snapshots stay", async () => {
    const fake = new FakeElastiCache([manual("acme-daily-2026-10-01")]);
    fake.group = { ...fake.group, Status: "modifying" };
    await expect(run(fake)).rejects.toThrow(`${today} of redis could not be started: the group is busy`);
    expect(fake.changes).toEqual([]);
  });
});

describe("throttling and other errors", () => {
  const throttled = Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" });

  test.each(["create", "list"] as const)("fail the run when the client gave up: %s", async (request) => {
    const fake = new FakeElastiCache();
    fake.faults[request].push(throttled);
    await expect(run(fake)).rejects.toThrow("Rate exceeded");
  });

  test("of a deletion fail the run after the snapshot has been taken, and the next run goes on", async () => {
    const fake = new FakeElastiCache([manual("acme-daily-2026-11-01")]);
    fake.faults.delete.push(throttled);
    await expect(run(fake)).rejects.toThrow("Rate exceeded");
    expect(await run(fake)).toEqual({ snapshot: today, deleted: ["acme-daily-2026-11-01"] });
    expect(fake.changes).toEqual([`create ${today} of redis-002`, "delete acme-daily-2026-11-01"]);
  });
});

describe("deleting what is older than the retention", () => {
  test("the last of fourteen days stays, the day before it goes", async () => {
    const fake = new FakeElastiCache([manual("acme-daily-2026-11-08"), manual("acme-daily-2026-11-09")]);
    expect((await run(fake)).deleted).toEqual(["acme-daily-2026-11-08"]);
  });

  test("nothing to delete", async () => {
    const fake = new FakeElastiCache([manual("acme-daily-2026-11-22"), manual("acme-daily-2026-11-10")]);
    expect((await run(fake)).deleted).toEqual([]);
  });

  test("on every page", async () => {
    const names = ["01", "02", "03", "04", "05"].map((date) => `acme-daily-2026-10-${date}`);
    const fake = new FakeElastiCache(names.map((name) => manual(name)));
    fake.pageSize = 2;
    expect((await run(fake)).deleted).toEqual(names);
  });

  test("other people's snapshots survive, whatever their age", async () => {
    const theirs = [
      manual("before-the-migration"),
      manual("acme-daily"),
      manual("acme-daily-before-the-migration"),
      manual("acme-daily-2026-01-01-copy"),
      manual("acme-weekly-2026-01-01"),
      manual("other-acme-daily-2026-01-01"),
      { ...manual("acme-daily-2026-01-02"), SnapshotSource: "automated" },
    ];
    const fake = new FakeElastiCache([...theirs, manual("acme-daily-2026-01-01")]);
    expect((await run(fake)).deleted).toEqual(["acme-daily-2026-01-01"]);
    expect(fake.snapshots).toEqual([...theirs, manual(today, "creating")]);
  });

  test.each([
    ["gone already", new SnapshotNotFoundFault(fault)],
    ["being restored", new InvalidSnapshotStateFault(fault)],
  ])("one that is %s is passed over", async (_, error) => {
    const fake = new FakeElastiCache([manual("acme-daily-2026-10-01"), manual("acme-daily-2026-10-02")]);
    fake.faults.delete.push(error);
    expect((await run(fake)).deleted).toEqual(["acme-daily-2026-10-02"]);
  });

  test("one that is on its way out is not asked for again", async () => {
    const fake = new FakeElastiCache([manual("acme-daily-2026-10-01", "deleting")]);
    expect((await run(fake)).deleted).toEqual([]);
  });
});

describe("snapshots of its own that failed", () => {
  test("today's is deleted and taken again, and the run tells", async () => {
    const fake = new FakeElastiCache([manual(today, "failed")]);
    await expect(run(fake)).rejects.toThrow(
      `${today} had failed and was deleted; ${today} has been started in any case`,
    );
    expect(fake.changes).toEqual([`delete ${today}`, `create ${today} of redis-002`]);
    expect(await run(fake)).toEqual({ snapshot: today, deleted: [] });
  });

  test("yesterday's is deleted, and the run tells when all else is done", async () => {
    const fake = new FakeElastiCache([manual("acme-daily-2026-11-22", "failed"), manual("acme-daily-2026-10-01")]);
    await expect(run(fake)).rejects.toThrow("acme-daily-2026-11-22 had failed and was deleted");
    expect(fake.changes).toEqual([
      "delete acme-daily-2026-11-22",
      `create ${today} of redis-002`,
      "delete acme-daily-2026-10-01",
    ]);
  });

  test("a name is waited for until the snapshot that had it is gone", async () => {
    const fake = new FakeElastiCache([manual(today, "deleting")]);
    await run(fake, () => {
      fake.snapshots = [];
    });
    expect(fake.changes).toEqual([`create ${today} of redis-002`]);
  });

  test("a name that does not get free fails the run", async () => {
    const fake = new FakeElastiCache([manual(today, "deleting")]);
    await expect(run(fake)).rejects.toThrow(
      `${today} of redis could not be started: the deleting snapshot of that name is still there`,
    );
  });

  test("somebody else's that failed is left alone", async () => {
    const fake = new FakeElastiCache([manual("before-the-migration", "failed")]);
    await run(fake);
    expect(fake.changes).toEqual([`create ${today} of redis-002`]);
  });
});
