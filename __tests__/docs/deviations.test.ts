import { decided, openEvidence, readDeviations, synthesizedValue } from "../support/deviations";
import { fixtureStack } from "../support/stack-json";

const rows = readDeviations();

test("the table has rows", () => {
  expect(rows.length).toBeGreaterThan(20);
});

test.each(
  rows.filter(({ reason }) => reason !== decided),
)("$section $address $argument: here is what __tests__/fixtures/ gives; a later decision is a row of its own, called decided", (row) => {
  expect(synthesizedValue(fixtureStack(row.stack), row)).toBe(row.here);
});

test.each(rows)("$section $address $argument: has a reason that counts, evidence, and a difference", (row) => {
  const reasons = ["rejected", "contradiction", "broken", "insecure", "end of life", decided];
  expect(reasons).toContain(row.reason);
  expect(["", openEvidence]).not.toContain(row.evidence);
  expect(row.document).not.toBe("");
  expect(row.document).not.toBe(row.here.replace(/^"|"$/g, ""));
});

test("no argument has two rows, but for one about the document and one about what was decided later", () => {
  const keys = rows.map(
    ({ stack, address, argument, reason }) => `${stack}: ${address} ${argument} ${reason === decided}`,
  );
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});
