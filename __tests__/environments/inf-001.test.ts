import { isDeepStrictEqual } from "node:util";
import { environments } from "../../environments";
import { production } from "../fixtures/environments/production";
import { productionWith, synthProduction } from "../support/changed-environments";
import {
  type Deviation,
  decided,
  formatDeviation,
  missingRows,
  none,
  readDeviations,
  synthesizedValue,
} from "../support/deviations";
import { expectNone } from "../support/failures";
import { fixtureStack, fixtureStacks, liveStack, liveStacks, StackJson } from "../support/stack-json";

// What ships equals INF-001, but for what the owners decided later: those are rows of docs/deviations.md with the reason
// `decided`. Whoever builds a platform of their own from this project deletes this file; nothing else hangs on it.

const rows = readDeviations().filter(({ reason }) => reason === decided);
const names = fixtureStacks().filter((name) => name.startsWith("production-"));
const leftOpen = valuesLeftOpen(environments.find(({ name }) => name === "production"));
const documented = isDeepStrictEqual(productionWith(leftOpen), production)
  ? Object.fromEntries(names.map((name) => [name, fixtureStack(name)]))
  : synthProduction(leftOpen);

/** What INF-001 leaves to its owners: releases, the region in charge, who is told, what may be spent, where code is. */
function valuesLeftOpen(ours: Partial<typeof production> = {}): Record<string, unknown> {
  const services = Object.entries(production.services ?? {}).map(([name, service]) => {
    const tag = ours.services?.[name]?.image.tag ?? service.image.tag;
    return [name, { ...service, image: { ...service.image, tag } }];
  });
  return {
    services: Object.fromEntries(services),
    disasterRecovery: pick(ours.disasterRecovery, "posture"),
    operations: pick(ours.operations, "emails"),
    cost: pick(ours.cost, "monthlyBudgetUsd"),
    delivery: pick(ours.delivery, "repository"),
  };
}

function pick<Key extends string>(section: { readonly [Name in Key]?: unknown } | undefined, key: Key): object {
  return section?.[key] === undefined ? {} : { [key]: section[key] };
}

function liveOrGone(name: string): StackJson | undefined {
  return liveStacks().includes(name) ? liveStack(name) : undefined;
}

function describeMissing(missing: readonly Deviation[]): string[] {
  if (missing.length === 0) return [];
  return [
    "environments/ gives values that differ from INF-001's production (__tests__/fixtures/environments/).",
    "Nobody decided it: put the values back.",
    "The owners decided it: add these rows to docs/deviations.md, with section, date and why:",
    "",
    ...missing.map(formatDeviation),
    "",
    "You build another platform than INF-001's: delete __tests__/environments/inf-001.test.ts.",
  ];
}

function describeStale(stale: readonly Deviation[], stackOf: typeof liveOrGone): string[] {
  return stale.flatMap((row) => {
    const value = synthesizedValue(stackOf(row.stack), row);
    if (value === row.here) return [];
    return [
      `docs/deviations.md: the row about ${row.stack}: ${row.address} ${row.argument} says ${row.here} was decided, ` +
        `environments/ gives ${value}: write that into the row, or delete the row where it is INF-001's value again`,
    ];
  });
}

test.each(names)("%s is as INF-001 has it, or docs/deviations.md says what was decided", (name) => {
  expectNone(describeMissing(missingRows(name, documented[name] as StackJson, liveOrGone(name), rows)));
});

test("what docs/deviations.md calls decided is what is synthesized", () => {
  expectNone(describeStale(rows, liveOrGone));
});

describe("a value that is not the document's", () => {
  const name = "production-data";
  const stack = fixtureStack(name);
  const larger = synthProduction({ database: { instanceClass: "db.r6g.4xlarge" } }, [name])[name] as StackJson;
  const line =
    '| § | `production-data: aws_db_instance.primary` | `instance_class` | `db.r6g.2xlarge` | `"db.r6g.4xlarge"` ' +
    "| decided | <date and why> |";

  test("is told with the row to add and what else to do", () => {
    expect(describeMissing(missingRows(name, stack, larger, []))).toEqual([
      "environments/ gives values that differ from INF-001's production (__tests__/fixtures/environments/).",
      "Nobody decided it: put the values back.",
      "The owners decided it: add these rows to docs/deviations.md, with section, date and why:",
      "",
      line,
      "",
      "You build another platform than INF-001's: delete __tests__/environments/inf-001.test.ts.",
    ]);
  });

  test("is fine once the row is there, until the value changes again", () => {
    const added = readDeviations(line);
    expect(missingRows(name, stack, larger, added)).toEqual([]);
    expect(describeStale(added, () => larger)).toEqual([]);
    expect(describeStale(added, () => stack)).toEqual([
      "docs/deviations.md: the row about production-data: aws_db_instance.primary instance_class says " +
        '"db.r6g.4xlarge" was decided, environments/ gives "db.r6g.2xlarge": write that into the row, or delete the ' +
        "row where it is INF-001's value again",
    ]);
  });

  test("needs a row of its own, whatever other arguments have one", () => {
    const row = { ...(readDeviations(line)[0] as Deviation), argument: "multi_az" };
    expect(missingRows(name, stack, larger, [row])).toHaveLength(1);
  });
});

describe("a row can be written about", () => {
  const stackOf = (root: object) => new StackJson(JSON.stringify(root));
  const documentRoot = {
    provider: { aws: [{ region: "us-east-1" }] },
    data: { aws_iam_policy_document: { logs: { statement: [{ sid: "Read" }, { sid: "Write", actions: ["a|b"] }] } } },
    resource: {
      aws_s3_bucket: { media: { bucket: "media" } },
      helm_release: { velero: { values: ['{"labels":{"kubernetes.io/name":"velero"}}'] } },
      kubernetes_deployment_v1: { shop: { container: [{ name: "shop", env: [{ name: "LEVEL", value: "info" }] }] } },
    },
    output: { bucket: { value: "media" } },
  };
  const before = stackOf(documentRoot);
  const changed = (change: (root: typeof documentRoot) => void): StackJson => {
    const root = structuredClone(documentRoot);
    change(root);
    return stackOf(root);
  };

  test.each<[string, string, StackJson | undefined]>([
    [
      "a provider",
      '| `s: provider.aws` | `[0].region` | `us-east-1` | `"eu-west-1"` |',
      changed((root) => {
        root.provider.aws = [{ region: "eu-west-1" }];
      }),
    ],
    [
      "a provider that is gone",
      '| `s: provider.aws` | `(all)` | `[{"region":"us-east-1"}]` | `[]` |',
      changed((root) => {
        root.provider.aws = [];
      }),
    ],
    [
      "a data source, by the name of a statement",
      '| `s: data.aws_iam_policy_document.logs` | `statement["Write"].actions` | `["a\\|b"]` | `["c\\|d"]` |',
      changed((root) => {
        root.data.aws_iam_policy_document.logs.statement = [
          { sid: "New" },
          { sid: "Read" },
          { sid: "Write", actions: ["c|d"] },
        ];
      }),
    ],
    [
      "a value of a chart under a key with dots",
      '| `s: helm_release.velero` | `values[0].labels["kubernetes.io/name"]` | `velero` | `"backup"` |',
      changed((root) => {
        root.resource.helm_release.velero.values = ['{"labels":{"kubernetes.io/name":"backup"}}'];
      }),
    ],
    [
      "a variable, by its name",
      '| `s: kubernetes_deployment_v1.shop` | `container["shop"].env["LEVEL"].value` | `info` | `"debug"` |',
      changed((root) => {
        const [container] = root.resource.kubernetes_deployment_v1.shop.container;
        container?.env.splice(0, 1, { name: "EXTRA", value: "x" }, { name: "LEVEL", value: "debug" });
      }),
    ],
    [
      "an argument that is gone",
      "| `s: aws_s3_bucket.media` | `bucket` | `media` | `none` |",
      changed((root) => {
        Object.assign(root.resource.aws_s3_bucket, { media: {} });
      }),
    ],
    [
      "a resource that is gone",
      "| `s: aws_s3_bucket.media` | `(all)` | `declared` | `none` |",
      changed((root) => {
        Object.assign(root.resource, { aws_s3_bucket: {} });
      }),
    ],
    ["a stack that is gone", "| `s: (all)` | `(all)` | `declared` | `none` |", undefined],
  ])("%s", (_, cells, live) => {
    const missing = missingRows("s", before, live, []).map(formatDeviation);
    expect(missing).toEqual([`| § ${cells} decided | <date and why> |`]);
    const added = readDeviations(missing.join("\n"));
    expect(missingRows("s", before, live, added)).toEqual([]);
    expect(describeStale(added, () => live)).toEqual([]);
  });

  test("an output, which nobody has to", () => {
    const live = changed((root) => {
      root.output.bucket.value = "films";
    });
    expect(missingRows("s", before, live, [])).toEqual([]);
    const row = { address: "output.bucket", argument: "value", here: '"films"' } as Deviation;
    expect(synthesizedValue(live, row)).toBe(row.here);
  });

  test("what does not exist", () => {
    const at = (address: string, argument: string) => synthesizedValue(before, { address, argument } as Deviation);
    expect(at("aws_s3_bucket.none", "bucket")).toBe(none);
    expect(at("aws_s3_bucket.media", "bucket.name[0]")).toBe(none);
  });
});

test("what is added, and in which order things are created, is free", () => {
  const before = new StackJson(
    '{"resource":{"t":{"n":{"list":["a","b"],"rules":[{"x":1},{"x":2}],"depends_on":["a"]}}}}',
  );
  const after = new StackJson(
    '{"resource":{"t":{"n":{"list":["0","a","b"],"rules":[{"x":0},{"x":1},{"x":2}],"new":1},"m":{}}}}',
  );
  expect(missingRows("s", before, after, [])).toEqual([]);
  expect(missingRows("s", after, before, []).map(({ address, argument }) => `${address} ${argument}`)).toEqual([
    "t.n list",
    "t.n rules",
    "t.n new",
    "t.m (all)",
  ]);
});

test("releases, the region in charge, e-mail addresses, the budget and the repository are free", () => {
  const { cost, delivery, disasterRecovery, operations, services = {} } = production;
  const auth = services["auth-service"];
  if (!auth || !cost || !delivery || !disasterRecovery || !operations) throw new Error("the fixture lacks a section");
  expect(
    productionWith(
      valuesLeftOpen({
        services: { "auth-service": { ...auth, replicas: 9, image: { ...auth.image, tag: "v1.1.0" } } },
        disasterRecovery: { ...disasterRecovery, posture: "active" },
        operations: { ...operations, emails: ["on-call@techally.com"] },
        cost: { ...cost, monthlyBudgetUsd: 9500 },
        delivery: { ...delivery, repository: "techally/other" },
      }),
    ),
  ).toEqual({
    ...production,
    services: { "auth-service": { ...auth, image: { ...auth.image, tag: "v1.1.0" } } },
    disasterRecovery: { ...disasterRecovery, posture: "active" },
    operations: { ...operations, emails: ["on-call@techally.com"] },
    cost: { ...cost, monthlyBudgetUsd: 9500 },
    delivery: { ...delivery, repository: "techally/other" },
  });
});
