import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { inventoryFile, lostAddresses, readInventory } from "../__tests__/support/addresses";
import { readManifest, StackJson, stackFile } from "../__tests__/support/stack-json";

// `npm run addresses`: commits to the addresses that the shipped environments have now. It refuses to forget a
// database, bucket or key; whoever really removes one deletes its line by hand, where a reviewer sees it.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-addresses-"));
try {
  const env = { ...process.env, CDKTF_OUTDIR: folder, TECHALLY_STATE: "" };
  execFileSync(process.execPath, [path.join("scripts", "app.cjs")], { env, stdio: ["ignore", "ignore", "inherit"] });
  const stacks = Object.fromEntries(
    Object.keys(readManifest(folder).stacks)
      .sort()
      .map((name) => [name, new StackJson(fs.readFileSync(stackFile(folder, name), "utf8"))]),
  );
  const lost = Object.entries(readInventory()).flatMap(([name, addresses]) =>
    lostAddresses(addresses, stacks[name]).map((address) => `${name}: ${address}`),
  );
  if (lost.length > 0) {
    console.error(`These hold state and are gone:\n  ${lost.join("\n  ")}\n`);
    console.error("Declare a move (moveFromId) or, to destroy them in earnest, delete their lines from the inventory.");
    process.exitCode = 1;
  } else {
    const inventory = Object.fromEntries(Object.entries(stacks).map(([name, stack]) => [name, stack.addresses]));
    fs.writeFileSync(inventoryFile, `${JSON.stringify(inventory, null, 2)}\n`);
  }
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
