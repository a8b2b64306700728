import fs from "node:fs";
import path from "node:path";
import { SynthesizedStacks } from "../src/pipeline/synthesized-stacks";
import { projectRoot } from "./support/output-folder";

test("an error of a module that the tests share names the line that threw it", () => {
  const file = path.join("src", "pipeline", "synthesized-stacks.ts");
  const lines = fs.readFileSync(path.join(projectRoot, file), "utf8").split("\n");
  const line = lines.findIndex((text) => text.includes("throw new Error(`${file} does not exist")) + 1;
  let stack = "";
  try {
    new SynthesizedStacks("/nowhere");
  } catch (error) {
    stack = (error as Error).stack ?? "";
  }
  expect(line).toBeGreaterThan(0);
  expect(stack).toContain(`${file}:${line}:`);
});
