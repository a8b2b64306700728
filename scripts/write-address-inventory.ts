import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { type AddressInventory, addressesOf, lostAddresses } from "../src/pipeline/address-inventory";
import { SynthesizedStacks } from "../src/pipeline/synthesized-stacks";

// `npm run addresses`: commits to the addresses that the environments have now. It refuses to forget a database, bucket
// or key; whoever really removes one deletes its line by hand, where a reviewer sees it.
const inventoryFile = path.join("__tests__", "addresses.inventory.json");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "techally-addresses-"));
try {
  const env = { ...process.env, CDKTF_OUTDIR: folder, TECHALLY_STATE: "" };
  execFileSync(process.execPath, [path.join("scripts", "run.cjs"), "main.ts"], {
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const synthesized = new SynthesizedStacks(folder);
  const stacks = new Map(synthesized.names.map((name) => [name, synthesized.read(name)]));
  const committed: AddressInventory = fs.existsSync(inventoryFile)
    ? JSON.parse(fs.readFileSync(inventoryFile, "utf8"))
    : {};
  const lost = Object.entries(committed).flatMap(([name, addresses]) =>
    lostAddresses(addresses, stacks.get(name)).map((address) => `${name}: ${address}`),
  );
  if (lost.length > 0) {
    console.error(`These hold state and are gone:\n  ${lost.join("\n  ")}\n`);
    console.error(
      `Declare a move (moveFromId); or, to destroy them, delete their lines from ${inventoryFile}. ` +
        "Where nothing was ever deployed, empty the file: echo '{}' > " +
        inventoryFile,
    );
    process.exitCode = 1;
  } else {
    const inventory = Object.fromEntries([...stacks].map(([name, stack]) => [name, addressesOf(stack)]));
    fs.writeFileSync(inventoryFile, `${JSON.stringify(inventory, null, 2)}\n`);
  }
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
