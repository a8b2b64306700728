import fs from "node:fs";
import { onlyStack } from "../src/pipeline/only-stack";

// Leaves one stack in the manifest of cdktf.out, for the scripts that deploy to see no other.
const file = "cdktf.out/manifest.json";
try {
  const stack = process.argv[2];
  if (stack === undefined) throw new Error("usage: node scripts/run.cjs scripts/only-stack.ts STACK");
  const manifest = JSON.parse(fs.readFileSync(file, "utf8"));
  fs.writeFileSync(file, `${JSON.stringify(onlyStack(manifest, stack), null, 2)}\n`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
