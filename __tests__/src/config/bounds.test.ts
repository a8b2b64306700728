import { z } from "zod";
import { environmentSchema } from "../../../src/config/environment";
import { atMost, int32 } from "../../../src/config/sections/formats/bounds";
import { draftEnvironments } from "../../support/changed-environments";
import { problemsAfter, problemsWith } from "../../support/problems";

/** Paths below a schema at which a number, a list or a record may be as large as one likes. */
function unbounded(schema: z.ZodType, path: string): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return unbounded(schema.unwrap() as z.ZodType, path);
  }
  if (schema instanceof z.ZodNullable) return unbounded(schema.unwrap() as z.ZodType, path);
  if (schema instanceof z.ZodUnion) {
    return schema.options.flatMap((option) => unbounded(option as z.ZodType, path));
  }
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, inner]) =>
      unbounded(inner as z.ZodType, path === "" ? key : `${path}.${key}`),
    );
  }
  if (schema instanceof z.ZodArray) {
    const { maxItems } = z.toJSONSchema(schema);
    return [...(maxItems === undefined ? [path] : []), ...unbounded(schema.element as z.ZodType, `${path}[]`)];
  }
  if (schema instanceof z.ZodRecord) {
    const { maxEntries } = schema.meta() ?? {};
    return [
      ...(typeof maxEntries === "number" ? [] : [path]),
      ...unbounded(schema.valueType as z.ZodType, `${path}.*`),
    ];
  }
  return schema instanceof z.ZodNumber && (schema.maxValue ?? Number.POSITIVE_INFINITY) > int32 ? [path] : [];
}

test("every number, list and record of an environment has an upper bound, none above an int32", () => {
  // Counted together with the tags that the platform adds.
  expect(unbounded(environmentSchema, "")).toEqual(["tags"]);
});

test.each([
  ["a number", { a: z.int().min(1) }, "a"],
  ["a number below a default", { a: z.number().default(1) }, "a"],
  ["a number above an int32", { a: z.int().max(int32 + 1) }, "a"],
  ["a list", { a: z.object({ b: z.array(z.string()).min(1) }).prefault({ b: [] }) }, "a.b"],
  ["a record", { a: z.record(z.string(), z.string()).default({}) }, "a"],
  ["a number in a record", { a: atMost(z.record(z.string(), z.object({ b: z.int() })), 1) }, "a.*.b"],
  ["a list in a list", { a: z.array(z.array(z.string())).max(1) }, "a[]"],
])("%s without a bound is found", (_, shape, path) => expect(unbounded(z.object(shape), "")).toEqual([path]));

const numbered = <T>(count: number, entry: (index: number) => T) => Array.from({ length: count }, (_, i) => entry(i));

const administrator = { policy: "AmazonEKSClusterAdminPolicy" };

test.each([
  ["publicAccessCidrs", { publicAccessCidrs: numbered(41, (index) => `203.0.113.${index}/32`) }, 40],
  ["access", { access: Object.fromEntries(numbered(101, (index) => [`admin-${index}`, administrator])) }, 100],
  [
    "access.developers.namespaces",
    {
      access: {
        admin: administrator,
        developers: { policy: "AmazonEKSViewPolicy", namespaces: numbered(51, (index) => `shop-${index}`) },
      },
    },
    50,
  ],
])("too many cluster.%s", (key, change, most) => {
  expect(problemsWith({ cluster: { ...draftEnvironments().production.cluster, ...change } })).toEqual([
    expect.objectContaining({ path: `production.cluster.${key}`, allowed: `at most ${most} entries` }),
  ]);
});

test("too many labels and taints", () => {
  const problems = problemsAfter(({ production: { cluster } }) => {
    Object.assign(cluster.nodeGroups["memory-intensive"] ?? {}, {
      labels: Object.fromEntries(numbered(51, (index) => [`label-${index}`, "x"])),
      taints: numbered(100, (index) => ({ key: `taint-${index}`, effect: "NoSchedule" })),
    });
  });
  const at = 'production.cluster.nodeGroups["memory-intensive"]';
  expect(problems.map(({ path, allowed, fix }) => [path, allowed, fix])).toEqual([
    [`${at}.labels`, "at most 50 entries", "remove entries"],
    [`${at}.taints`, "at most 50 entries", "change the value to an allowed one"],
  ]);
});

test("too many node groups", () => {
  const problems = problemsAfter(({ production: { cluster } }) => {
    const group = cluster.nodeGroups["memory-intensive"];
    const groups = numbered(30, (index) => [`group-${index}`, group]);
    Object.assign(cluster.nodeGroups, Object.fromEntries(groups));
  });
  expect(problems).toEqual([
    expect.objectContaining({ path: "production.cluster.nodeGroups", allowed: "at most 30 entries" }),
  ]);
});

test("numbers that no int32 holds", () => {
  const problems = problemsAfter(({ production }) => {
    Object.assign(production.services?.["auth-service"] ?? {}, {
      replicas: 3e9,
      autoscaling: { minReplicas: 3e9, maxReplicas: 4e9 },
    });
    production.storage = { ...production.storage, media: { glacierAfterDays: int32 + 1 } };
  });
  const service = 'production.services["auth-service"]';
  expect(problems.map(({ path, allowed }) => [path, allowed])).toEqual([
    [`${service}.replicas`, "at most 150000"],
    [`${service}.autoscaling.minReplicas`, "at most 150000"],
    [`${service}.autoscaling.maxReplicas`, "at most 150000"],
    ["production.storage.media.glacierAfterDays", "at most 2147483647"],
  ]);
});

test("a record with too many entries says so beside what is wrong with the entries", () => {
  const problems = problemsAfter(({ production: { network } }) => {
    for (const letter of "defg") Object.assign(network.zones, { [`us-east-1${letter}`]: { public: 1 } });
  });
  expect(problems).toContainEqual({
    path: "production.network.zones",
    value: expect.objectContaining({ "us-east-1g": { public: 1 } }),
    allowed: "at most 6 entries",
    fix: "remove entries",
  });
});

test.each([
  ["Infinity", Number.POSITIVE_INFINITY, ["a finite number"]],
  ["NaN", Number.NaN, ["a finite number"]],
  ["a number beyond those that are exact", 1e200, ["at most 9007199254740991", "at most 65536"]],
  ["a function, which has a length", () => 1, ["a number"]],
])("%s is no size", (_, allocatedStorage, allowed) => {
  const problems = problemsAfter(({ production }) => {
    Object.assign(production.database, { allocatedStorage });
  });
  expect(problems.map((problem) => problem.allowed)).toEqual(allowed);
});

test("a function is no list, whatever its length", () => {
  const problems = problemsWith({ storage: { corsOrigins: () => [] } });
  expect(problems.map(({ allowed }) => allowed)).toEqual(["a list"]);
});
