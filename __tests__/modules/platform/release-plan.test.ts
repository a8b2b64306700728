import type { PlannedRelease } from "../../../modules/platform/release";
import { planReleases } from "../../../modules/platform/release-plan";

const source = { chart: "chart", version: "1.0.0", repository: "https://charts.test", namespace: "test" };

function release(name: string, requires: string[] = [], provides: string[] = []): PlannedRelease {
  return { name, source, values: {}, requires, provides };
}

function namesOf(releases: readonly PlannedRelease[], available?: readonly string[]): string[] {
  return planReleases(releases, available).map(({ name }) => name);
}

test("releases stay as declared when nothing is required", () => {
  expect(namesOf([release("b"), release("a"), release("c")])).toEqual(["b", "a", "c"]);
});

test("a provider comes first, and only what needs it moves", () => {
  const releases = [release("consumer", ["crds"]), release("other"), release("provider", [], ["crds"])];
  expect(namesOf(releases)).toEqual(["provider", "consumer", "other"]);
});

test("a release waits for what it requires itself, not for what that requires", () => {
  const [, , last] = planReleases([
    release("base", [], ["crds"]),
    release("control", ["crds"], ["webhook"]),
    release("gateway", ["webhook"]),
  ]);
  expect(last).toMatchObject({ name: "gateway", after: ["control"], available: [] });
});

test("two capabilities from one provider are one wait", () => {
  const [, consumer] = planReleases([release("provider", [], ["crds", "api"]), release("consumer", ["crds", "api"])]);
  expect(consumer?.after).toEqual(["provider"]);
});

test("what is available without a release is required, not waited for", () => {
  expect(planReleases([release("consumer", ["storage class"])], ["storage class"])).toEqual([
    expect.objectContaining({ name: "consumer", after: [], available: ["storage class"] }),
  ]);
});

test("a missing prerequisite names the release, what it lacks, and what there is", () => {
  const releases = [release("velero", ["monitors"]), release("base", [], ["crds"])];
  expect(() => planReleases(releases, ["storage class"])).toThrow(
    'Release "velero" requires "monitors", which nothing provides; allowed are storage class, crds; ' +
      "add the release that brings it, or drop the requirement",
  );
});

test("a plan in which nothing is provided says so", () => {
  expect(() => planReleases([release("velero", ["monitors"])])).toThrow("allowed are none;");
});

test("a cycle is shown from end to end, without what leads to it", () => {
  const releases = [
    release("entry", ["a"]),
    release("first", ["c"], ["a"]),
    release("second", ["a"], ["b"]),
    release("third", ["b"], ["c"]),
  ];
  expect(() => planReleases(releases)).toThrow("Releases wait for each other: first → third → second → first;");
});

test("a release that requires what it provides waits for itself", () => {
  expect(() => planReleases([release("a", ["crds"], ["crds"])])).toThrow("Releases wait for each other: a → a;");
});

test("a name is taken once", () => {
  expect(() => planReleases([release("a"), release("a")])).toThrow('Two releases are called "a"; a name is unique');
});

test("a capability is provided once, be it by another release or by the stack", () => {
  expect(() => planReleases([release("a", [], ["crds"]), release("b", [], ["crds"])])).toThrow(
    'Release "b" provides "crds", and so does a; each capability has one provider: remove it from one of the two',
  );
  expect(() => planReleases([release("a", [], ["crds"])], ["crds"])).toThrow("and so does the stack;");
});
