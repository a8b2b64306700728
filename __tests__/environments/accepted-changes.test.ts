import { acceptedChanges } from "../../environments/accepted-changes";
import { checkAcceptedChanges } from "../../src/pipeline/accepted-changes";
import { SynthesizedStacks } from "../../src/pipeline/synthesized-stacks";
import { liveOutput } from "../support/output-folder";

test("environments/accepted-changes.ts means what it says", () => {
  const today = new Date().toISOString().slice(0, 10);
  expect(() => checkAcceptedChanges(acceptedChanges, new SynthesizedStacks(liveOutput()), today)).not.toThrow();
});
