import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { AcceptedChange } from "../../../src/config";
import { acceptanceOf, checkAcceptedChanges, entryFor, readDay } from "../../../src/pipeline/accepted-changes";
import { SynthesizedStacks } from "../../../src/pipeline/synthesized-stacks";

const today = "2026-06-01";
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-accepted-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const resource = { aws_db_instance: { primary: {} }, aws_s3_bucket: { media: {} } };
fs.mkdirSync(path.join(folder, "stacks", "test-data"), { recursive: true });
fs.writeFileSync(path.join(folder, "stacks", "test-data", "cdk.tf.json"), JSON.stringify({ resource }));
fs.writeFileSync(path.join(folder, "manifest.json"), '{"stacks":{"test-data":{"dependencies":[]}}}');
const stacks = new SynthesizedStacks(folder);

const entry: AcceptedChange = {
  stack: "test-data",
  address: "aws_db_instance.primary",
  action: "replace",
  reason: "moved to an encrypted instance; dump of 2026-05-30",
  until: "2026-06-14",
};
const gone = { ...entry, address: "aws_s3_bucket.logs", action: "destroy" } as const;

test("entries that mean what they say pass, also the day after", () => {
  expect(() => checkAcceptedChanges([entry, gone], stacks, today)).not.toThrow();
  expect(() => checkAcceptedChanges([entry], stacks, "2026-06-15")).not.toThrow();
  expect(() => checkAcceptedChanges([{ ...entry, until: "2026-08-30" }], stacks, today)).not.toThrow();
  expect(() => checkAcceptedChanges([{ ...entry, address: 'aws_s3_bucket.media["a"]' }], stacks, today)).not.toThrow();
});

test.each<[string, Partial<AcceptedChange>, string, string]>([
  ["another stack", { stack: "test-dta" }, "stack", "a synthesized stack: test-data"],
  ["a resource that is not there", { address: "aws_db_instance.replica" }, "address", "a resource of test-data"],
  ["destroying what stays in the code", { action: "destroy" }, "address", "a resource that test-data no longer has"],
  ["no reason", { reason: " because " }, "reason", "a sentence for whoever reviews it"],
  ["no day", { until: "soon" }, "until", 'a day as "YYYY-MM-DD"'],
  ["a day that is none", { until: "2026-02-30" }, "until", 'a day as "YYYY-MM-DD"'],
  ["a day too far ahead", { until: "2026-08-31" }, "until", "at most 90 days from now: up to 2026-08-30"],
])("refused: %s", (_, change, key, allowed) => {
  const check = () => checkAcceptedChanges([{ ...entry, ...change }], stacks, today);
  expect(check).toThrow(`acceptedChanges[0].${key}`);
  expect(check).toThrow(allowed);
});

test("an entry for a stack that is not in the output is left alone where the output may lack some", () => {
  const other = { ...entry, stack: "test-cluster" };
  expect(() => checkAcceptedChanges([other], stacks, today, false)).not.toThrow();
  expect(() => checkAcceptedChanges([{ ...other, reason: "" }], stacks, today, false)).toThrow("reason");
});

test("refused: two entries for one address, and every problem at once", () => {
  const check = () => checkAcceptedChanges([entry, entry, { ...gone, reason: "" }], stacks, today);
  expect(check).toThrow("acceptedChanges[1].address");
  expect(check).toThrow("acceptedChanges[2].reason");
});

describe("whether a loss is accepted", () => {
  const accepted = (address: string, action: "replace" | "destroy" | "forget", day = today) =>
    acceptanceOf("test-data", { address, action }, [entry], day);

  test.each([
    ["aws_db_instance.primary", "replace", today, "accepted"],
    ["aws_db_instance.primary", "replace", "2026-06-14", "accepted"],
    ["aws_db_instance.primary", "replace", "2026-06-15", "expired"],
    ["aws_db_instance.primary", "destroy", today, "missing"],
    ["aws_db_instance.primary (deposed object 1a2b3c4d)", "destroy", today, "accepted"],
    ["aws_db_instance.primary", "forget", today, "not needed"],
    ['module.a["x.y"].aws_db_instance.primary', "destroy", today, "missing"],
    ["aws_eks_node_group.general", "replace", today, "missing"],
    ["kubernetes_namespace_v1.production", "destroy", today, "missing"],
    ["aws_security_group.alb", "replace", today, "not needed"],
  ] as const)("%s, %s on %s: %s", (address, action, day, outcome) => {
    expect(accepted(address, action, day)).toBe(outcome);
  });

  test("an entry for another stack does not count", () => {
    const loss = { address: "aws_db_instance.primary", action: "replace" } as const;
    expect(acceptanceOf("other-data", loss, [entry], today)).toBe("missing");
  });
});

test("the entry to paste is complete but for the reason", () => {
  expect(entryFor("test-data", { address: 'aws_s3_bucket.a["b"]', action: "destroy" }, "2026-12-25")).toBe(
    '{ stack: "test-data", address: "aws_s3_bucket.a[\\"b\\"]", action: "destroy", reason: "", until: "2027-01-29" },',
  );
});

test("a day is read, anything else refused", () => {
  expect(readDay(today)).toBe(today);
  expect(() => readDay("1.6.2026")).toThrow('--today is "1.6.2026"; allowed is a day as "YYYY-MM-DD"');
});
