import fs from "node:fs";
import path from "node:path";
import { charts } from "../../../../src/versions";
import { expectNone } from "../../../support/failures";
import { helmValues, leafPaths } from "../../../support/helm-values";
import { fixtureStack, fixtureStacks } from "../../../support/stack-json";

/** Paths that a chart's templates read, as far as the platform sets them; `.**` ends a path below which all is free. */
interface AcceptedValues {
  readonly chart: string;
  readonly version: string;
  readonly paths: readonly string[];
}

const folder = path.resolve(__dirname, "chart-values");
const accepted = fs
  .readdirSync(folder)
  .map((file): AcceptedValues => JSON.parse(fs.readFileSync(path.join(folder, file), "utf8")));

const stacks = fixtureStacks().filter((name) => name.endsWith("-platform"));
const releases = stacks.flatMap((name) => {
  const stack = fixtureStack(name);
  return stack.names("helm_release").map((release) => ({ stack, release }));
});

function accepts({ paths }: AcceptedValues, leaf: string): boolean {
  return paths.some((entry) =>
    entry.endsWith(".**") ? `${leaf}.`.startsWith(entry.slice(0, -"**".length)) : entry === leaf,
  );
}

const fileOf = (chart: string) => `__tests__/src/stacks/platform/chart-values/${chart}.json`;

/** Every path that a release of the chart sets, once each. */
function pathsSet(chart: string): string[] {
  const ofChart = releases.filter(({ stack, release }) => stack.resource("helm_release", release).chart === chart);
  return [...new Set(ofChart.flatMap(({ stack, release }) => leafPaths(helmValues(stack, release))))].sort();
}

test.each(
  Object.values(charts).map(({ chart, version }) => [chart, version]),
)("%s: what its templates read was looked up at version %s of src/versions.ts", (chart, version) => {
  const known = accepted.find((entry) => entry.chart === chart);
  if (!known) {
    expectNone([
      `look up in the chart's values and templates that they read what we set, then write ${fileOf(chart)}:`,
      JSON.stringify({ chart, version, paths: pathsSet(chart) }, undefined, 2),
    ]);
  } else if (known.version !== version) {
    expectNone([
      `${fileOf(chart)}: compare its paths with the chart's values at ${version}, then replace ${known.version} with it`,
    ]);
  }
});

test.each(
  accepted.map((entry) => [entry.chart, entry] as const),
)("%s is told nothing that its templates do not read", (chart, entry) => {
  const unknown = pathsSet(chart).filter((leaf) => !accepts(entry, leaf));
  expectNone(
    unknown.map(
      (leaf) => `${fileOf(chart)}: add ${leaf} to its paths once you have seen that the chart's templates read it`,
    ),
  );
});

test("no path is recorded that nothing sets", () => {
  const unused = accepted.flatMap((entry) => {
    const leaves = pathsSet(entry.chart);
    const paths = entry.paths.filter((one) => !leaves.some((leaf) => accepts({ ...entry, paths: [one] }, leaf)));
    return paths.map((one) => `${fileOf(entry.chart)}: delete the path ${one}, which no release sets`);
  });
  expectNone(unused);
});
