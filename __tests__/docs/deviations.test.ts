import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "../support/output-folder";
import { shippedStack } from "../support/stack-json";

interface Row {
  readonly section: string;
  readonly stack: string;
  readonly address: string;
  readonly argument: string;
  readonly document: string;
  readonly here: string;
  readonly reason: string;
  readonly evidence: string;
}

const text = fs.readFileSync(path.join(projectRoot, "docs", "deviations.md"), "utf8");
const rows: Row[] = text
  .split("\n")
  .filter((line) => line.startsWith("| §"))
  .map((line) => {
    const cells = line.split(/(?<!\\)\|/).slice(1, -1);
    const [section = "", place = "", argument = "", document = "", here = "", reason = "", evidence = ""] = cells.map(
      (cell) =>
        cell
          .trim()
          .replace(/^`(.*)`$/, "$1")
          .replaceAll("\\|", "|"),
    );
    const [stack = "", address = ""] = place.split(": ");
    return { section, stack, address, argument, document, here, reason, evidence };
  });

/** What stands at `origin[0].domain_name`; text on the way is read as JSON, as Helm reads a release's values. */
function valueAt(value: unknown, argument: string): unknown {
  const parts = argument.split(/[.[\]]+/).filter(Boolean);
  return parts.reduce<unknown>((current, part) => {
    const container = typeof current === "string" ? JSON.parse(current) : current;
    return (container as Record<string, unknown> | undefined)?.[part];
  }, value);
}

test("the table has rows", () => {
  expect(rows.length).toBeGreaterThan(20);
});

test.each(rows)("$section $address $argument: the stated value is the synthesized one", (row) => {
  const [type = "", name = ""] = row.address.split(".");
  const value = valueAt(shippedStack(row.stack).resource(type, name), row.argument);
  expect(JSON.stringify(value)).toBe(row.here);
});

test.each(rows)("$section $address $argument: has a reason that counts, evidence, and a difference", (row) => {
  expect(["rejected", "contradiction", "broken", "insecure", "end of life"]).toContain(row.reason);
  expect(row.evidence).not.toBe("");
  expect(row.document).not.toBe("");
  expect(row.document).not.toBe(row.here.replace(/^"|"$/g, ""));
});

test("no argument has two rows", () => {
  const keys = rows.map(({ stack, address, argument }) => `${stack} ${address} ${argument}`);
  expect(new Set(keys).size).toBe(keys.length);
});
