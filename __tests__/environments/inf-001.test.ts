import { environments } from "../../environments";
import { synthProduction } from "../support/changed-environments";
import { argumentAt, type Deviation, decided, readDeviations, undecided } from "../support/deviations";
import { fixtureStack, fixtureStacks, liveStack, type StackJson } from "../support/stack-json";

// What ships equals INF-001, but for what the owners decided later: those are rows of docs/deviations.md with the reason
// `decided`. Whoever builds a platform of their own from this project deletes this file; nothing else hangs on it.

const rows = readDeviations().filter(({ reason }) => reason === decided);
const documentedNames = fixtureStacks().filter((name) => name.startsWith("production-"));
// A region may be failed over while this runs; the document describes both postures.
const posture = environments.find(({ name }) => name === "production")?.disasterRecovery?.posture ?? "standby";
const documented =
  posture === "standby"
    ? Object.fromEntries(documentedNames.map((name) => [name, fixtureStack(name)]))
    : synthProduction({ disasterRecovery: { posture } });

test.each(Object.keys(documented))("%s is as INF-001 has it, or docs/deviations.md says what was decided", (name) => {
  expect(undecided(name, documented[name] as StackJson, liveStack(name), rows)).toEqual([]);
});

test("what docs/deviations.md calls decided is what is synthesized", () => {
  const stated = rows.map(({ stack, address, argument, here }) => ({ stack, address, argument, here }));
  const synthesized = rows.map(({ stack, address, argument }) => {
    const [type = "", name = ""] = address.split(".");
    const value = argumentAt(liveStack(stack).resource(type, name), argument);
    return { stack, address, argument, here: JSON.stringify(value) };
  });
  expect(synthesized).toEqual(stated);
});

describe("a value that is not the document's", () => {
  const name = "production-data";
  const stack = documented[name] as StackJson;
  const larger = synthProduction({ database: { instanceClass: "db.r6g.4xlarge" } }, [name])[name] as StackJson;

  test("is told with both values and what to do", () => {
    expect(undecided(name, stack, larger, [])).toEqual([
      'INF-001 gives production-data: aws_db_instance.primary instance_class the value "db.r6g.2xlarge", environments/ ' +
        'gives "db.r6g.4xlarge". If the owners decided this, add a row with the reason "decided" to ' +
        "docs/deviations.md; otherwise restore the value in environments/.",
    ]);
  });

  test("is fine once a row says that it was decided", () => {
    const row = { stack: name, address: "aws_db_instance.primary", argument: "instance_class" } as Deviation;
    expect(undecided(name, stack, larger, [row])).toEqual([]);
    expect(undecided(name, stack, larger, [{ ...row, argument: "multi_az" }])).toHaveLength(1);
  });
});
