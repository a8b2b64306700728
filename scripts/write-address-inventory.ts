import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import {
  type AddressInventory,
  addressesOf,
  forgetEnvironment,
  lostAddresses,
} from "../src/pipeline/address-inventory";
import { synthesizeAside } from "../src/pipeline/synthesize-aside";
import type { StackContent } from "../src/pipeline/synthesized-stacks";

// `npm run addresses`: commits to the addresses that the environments have now. It refuses to forget a database, bucket
// or key; whoever really removes one deletes its line by hand, where a reviewer sees it. With `-- --forget <environment>`
// it forgets those of an environment that is gone.
const inventoryFile = path.join("__tests__", "addresses.inventory.json");

function synthesizeAll(): ReadonlyMap<string, StackContent> {
  return synthesizeAside((stacks) => new Map(stacks.names.map((name) => [name, stacks.read(name)])));
}

function readInventory(): AddressInventory {
  return fs.existsSync(inventoryFile) ? JSON.parse(fs.readFileSync(inventoryFile, "utf8")) : {};
}

/** @throws Error when something that holds state is gone. */
function refuseLosses(committed: AddressInventory, stacks: ReadonlyMap<string, StackContent>): void {
  const lost = Object.entries(committed).flatMap(([name, addresses]) =>
    lostAddresses(addresses, stacks.get(name)).map((address) => `  ${name}: ${address}`),
  );
  if (lost.length === 0) return;
  throw new Error(
    [
      "These hold state and are gone:",
      ...lost,
      "",
      "Renamed: declare a move (moveFromId).",
      `In another stack now: docs/moving-resources.md gets a row, and their lines go from ${inventoryFile}.`,
      `To be destroyed: delete their lines from ${inventoryFile}.`,
      "With their whole environment: npm run addresses -- --forget <environment>",
      `Where nothing was ever deployed, empty the file: echo '{}' > ${inventoryFile}`,
    ].join("\n"),
  );
}

try {
  const { forget } = parseArgs({ options: { forget: { type: "string" } } }).values;
  const stacks = synthesizeAll();
  const before = readInventory();
  const committed = forget === undefined ? before : forgetEnvironment(before, forget, [...stacks.keys()]);
  refuseLosses(committed, stacks);
  const inventory = Object.fromEntries([...stacks].map(([name, stack]) => [name, addressesOf(stack)]));
  fs.writeFileSync(inventoryFile, `${JSON.stringify(inventory, null, 2)}\n`);
  const count = Object.values(inventory).flat().length;
  console.log(`${inventoryFile} has the ${count} addresses of ${stacks.size} stacks`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
