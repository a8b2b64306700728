import fs from "node:fs";
import { allButStack, onlyStack } from "../src/pipeline/only-stack";

// Leaves one stack in the manifest of cdktf.out, or all but one, for the scripts that deploy to see no other.
const file = "cdktf.out/manifest.json";
try {
  const names = process.argv.slice(2);
  const choose = names[0] === "--except" ? allButStack : onlyStack;
  const stack = names.at(-1);
  if (stack === undefined || names.length !== (choose === onlyStack ? 1 : 2)) {
    throw new Error("usage: node scripts/run.cjs scripts/only-stack.ts [--except] STACK");
  }
  const manifest = JSON.parse(fs.readFileSync(file, "utf8"));
  fs.writeFileSync(file, `${JSON.stringify(choose(manifest, stack), null, 2)}\n`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
