import { environments } from "../../environments";
import { ConfigurationError, loadEnvironments } from "../../src/config";
import { liveStacks } from "../support/stack-json";

test("environments/ holds no problem; fix: what the message says, then npm run synth", () => {
  let problems = "";
  try {
    loadEnvironments(environments);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    problems = error.message;
  }
  expect(problems).toBe("");
});

test.each(
  environments.map(({ name }) => name),
)("%s synthesizes, under every guardrail; fix: npm run synth says what is wrong", (name) => {
  expect(liveStacks()).toEqual(
    expect.arrayContaining(["dns", "network", "data", "edge"].map((part) => `${name}-${part}`)),
  );
});
