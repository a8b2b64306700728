import { argumentAt, decided, readDeviations } from "../support/deviations";
import { fixtureStack } from "../support/stack-json";

const rows = readDeviations();

test("the table has rows", () => {
  expect(rows.length).toBeGreaterThan(20);
});

test.each(
  rows.filter(({ reason }) => reason !== decided),
)("$section $address $argument: the stated value is the synthesized one", (row) => {
  const [type = "", name = ""] = row.address.split(".");
  const value = argumentAt(fixtureStack(row.stack).resource(type, name), row.argument);
  expect(JSON.stringify(value)).toBe(row.here);
});

test.each(rows)("$section $address $argument: has a reason that counts, evidence, and a difference", (row) => {
  const reasons = ["rejected", "contradiction", "broken", "insecure", "end of life", decided];
  expect(reasons).toContain(row.reason);
  expect(row.evidence).not.toBe("");
  expect(row.document).not.toBe("");
  expect(row.document).not.toBe(row.here.replace(/^"|"$/g, ""));
});

test("no argument has two rows", () => {
  const keys = rows.map(({ stack, address, argument }) => `${stack} ${address} ${argument}`);
  expect(new Set(keys).size).toBe(keys.length);
});
