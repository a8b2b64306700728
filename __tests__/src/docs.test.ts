import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { costWarnings, generatedParts, replacePart, table } from "../../src/docs";
import { SynthesizedStacks } from "../../src/pipeline/synthesized-stacks";
import { charts } from "../../src/versions";
import { fixtureOutput, liveOutput } from "../support/output-folder";
import { writeOutput } from "../support/written-output";

const stacks = () => new SynthesizedStacks(liveOutput());
const root = path.resolve(__dirname, "../..");
const read = (page: string) => fs.readFileSync(path.join(root, page), "utf8");

test.each(
  generatedParts.map((part) => [part.page, part.name, part] as const),
)("%s: %s is what `npm run docs` writes; fix: run it, and commit the page", (page, _, part) => {
  expect(read(page)).toBe(replacePart(read(page), part, stacks));
});

test("docs/platform.md names every chart with its version; fix: npm run docs", () => {
  for (const { product, chart, version } of Object.values(charts)) {
    expect(read("docs/platform.md")).toContain(`| ${product} | \`${chart}\` | ${version} |`);
  }
});

test("a part is replaced, and what is around it stays", () => {
  const part = { page: "page.md", name: "list", render: () => "new" };
  const page = "before\n<!-- begin list -->\nold\n<!-- end list -->\nafter\n";
  expect(replacePart(page, part, stacks)).toBe("before\n<!-- begin list -->\nnew\n<!-- end list -->\nafter\n");
});

test("a page without a place for the part is refused", () => {
  expect(() => replacePart("text", { page: "page.md", name: "list", render: () => "" }, stacks)).toThrow(
    "page.md has no place for list; allowed is one between <!-- begin list --> and <!-- end list -->: add both lines",
  );
});

test("cells may hold what divides them", () => {
  expect(table(["a", "b"], [["x|y", "z"]])).toBe("| a | b |\n|---|---|\n| x\\|y | z |");
});

describe("what has no price", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-docs-"));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
  const written = writeOutput(folder, {
    "qa-data": { environment: "qa", resource: { aws_kms_key: { main: {} }, aws_new: { one: {} } } },
  });

  test.each(["docs/first-deployment.md", "docs/cost.md"])("is marked in the sum of %s", (page) => {
    const part = generatedParts.find((one) => one.page === page && ["costs", "months"].includes(one.name));
    const text = part?.render(() => written) ?? "";
    expect(text).toContain("**1** + not priced |");
    expect(text).toContain("| not priced, and not in the sum | aws_new (1) |");
  });

  test("is warned of, and nothing else is", () => {
    expect(costWarnings(written)).toEqual([
      "qa: not priced, and not in the tables of costs: aws_new (1); add it to src/cost/prices.ts",
    ]);
    expect(costWarnings(new SynthesizedStacks(fixtureOutput()))).toEqual([]);
  });
});
