import fs from "node:fs";
import path from "node:path";
import { generatedParts, replacePart, table } from "../../src/docs";
import { SynthesizedStacks } from "../../src/pipeline/synthesized-stacks";
import { charts } from "../../src/versions";
import { liveOutput } from "../support/output-folder";

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
