import { sleepingStacks } from "../../../src/lifecycle/sleeping-stacks";
import { SynthesizedStacks } from "../../../src/pipeline/synthesized-stacks";
import { fixtureOutput } from "../../support/output-folder";

const stacks = new SynthesizedStacks(fixtureOutput());

test("at night, what is in the clusters of the environments that sleep cannot be planned", () => {
  expect(sleepingStacks(stacks, new Date("2026-11-26T03:00:00Z")).toSorted()).toEqual([
    "development-platform",
    "development-workloads",
    "staging-platform",
    "staging-workloads",
  ]);
});

test("by day, everything can", () => {
  expect(sleepingStacks(stacks, new Date("2026-11-25T17:00:00Z"))).toEqual([]);
});
