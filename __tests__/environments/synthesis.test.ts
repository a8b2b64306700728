import fs from "node:fs";
import path from "node:path";
import { environments } from "../../environments";
import { ConfigurationError, loadEnvironments } from "../../src/config";
import { expectNone } from "../support/failures";
import { projectRoot } from "../support/output-folder";
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

test("every file of environments/ is in the list of environments/index.ts", () => {
  const folder = path.join(projectRoot, "environments");
  const files = fs
    .readdirSync(folder)
    .filter((file) => !["index.ts", "shared.ts", "accepted-changes.ts"].includes(file));
  const listed = new Set<unknown>(environments);
  const unlisted = files.filter((file) => {
    const exported: Record<string, unknown> = require(path.join(folder, file));
    return !Object.values(exported).some((value) => listed.has(value));
  });
  expectNone(
    unlisted.map(
      (file) =>
        `environments/${file} is not synthesized: import what it defines into environments/index.ts and add it to the ` +
        "list there; what environments share belongs in environments/shared.ts",
    ),
  );
});
