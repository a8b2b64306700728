import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "../support/output-folder";
import { Page } from "../support/pages";
import { fixtureStacks } from "../support/stack-json";

const page = new Page("docs/first-deployment.md");

test("the table of minutes has every stack; fix: add a row to docs/first-deployment.md", () => {
  const rows = page.text.slice(page.text.indexOf("## How long it takes")).match(/^\|[^|]*\|/gm) ?? [];
  const named = rows.flatMap((row) => [...row.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ""));
  const kinds = fixtureStacks().map((name) => name.replace(/^(production|staging|development)-/, ""));
  // A standby's stack takes as long as the primary's, where it has no row of its own.
  const missing = [...new Set(kinds)].filter(
    (kind) => !named.includes(kind) && !named.includes(kind.replace(/^dr-/, "")),
  );
  expect(missing).toEqual([]);
});

test("its links lead somewhere, and its commands are there", () => {
  expect(page.brokenLinks).toEqual([]);
  const { scripts } = JSON.parse(fs.readFileSync(path.join(projectRoot, "package.json"), "utf8"));
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(page.mentions(/npm run ([\w:-]+)/g)));
});
