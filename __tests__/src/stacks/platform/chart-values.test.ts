import fs from "node:fs";
import path from "node:path";
import { charts } from "../../../../src/versions";
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
  return stack.names("helm_release").map((release) => ({ stack, name, release }));
});

function accepts({ paths }: AcceptedValues, leaf: string): boolean {
  return paths.some((entry) =>
    entry.endsWith(".**") ? `${leaf}.`.startsWith(entry.slice(0, -"**".length)) : entry === leaf,
  );
}

test.each(
  Object.values(charts).map(({ chart, version }) => [chart, version]),
)("the values of %s were read at the catalogue's version, %s", (chart, version) => {
  expect(accepted.find((entry) => entry.chart === chart)?.version).toBe(version);
});

test.each(
  releases.map((entry) => [`${entry.name}: ${entry.release}`, entry] as const),
)("%s sets nothing that its chart does not know", (_, { stack, release }) => {
  const chart = stack.resource("helm_release", release).chart;
  const known = accepted.find((entry) => entry.chart === chart);
  if (!known) throw new Error(`no accepted values are recorded for the chart ${chart}`);
  expect(leafPaths(helmValues(stack, release)).filter((leaf) => !accepts(known, leaf))).toEqual([]);
});

test("no path is recorded that nothing sets", () => {
  const unused = accepted.flatMap((entry) => {
    const leaves = releases
      .filter(({ stack, release }) => stack.resource("helm_release", release).chart === entry.chart)
      .flatMap(({ stack, release }) => leafPaths(helmValues(stack, release)));
    return entry.paths.filter((one) => !leaves.some((leaf) => accepts({ ...entry, paths: [one] }, leaf)));
  });
  expect(unused).toEqual([]);
});
