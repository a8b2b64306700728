import { type AddressInventory, lostAddresses } from "../../src/pipeline/address-inventory";
import inventory from "../addresses.inventory.json";
import { expectNone } from "../support/failures";
import { liveStack, liveStacks } from "../support/stack-json";

const committed: AddressInventory = inventory;
const file = "__tests__/addresses.inventory.json";

test(`${file} covers every stack`, () => {
  const gone = Object.keys(committed).filter((name) => !liveStacks().includes(name));
  const added = liveStacks().filter((name) => !(name in committed));
  expectNone([
    ...(added.length > 0
      ? [`These stacks are new: run npm run addresses, and commit ${file}\n  ${added.join("\n  ")}`]
      : []),
    ...(gone.length > 0
      ? [
          `These stacks are gone; what they deployed is still there: destroy it first (docs/deployment.md), then
  a whole environment: npm run addresses -- --forget <environment>
  single stacks:       delete what holds state from ${file}, then npm run addresses
  ${gone.join("\n  ")}`,
        ]
      : []),
  ]);
});

test.each(liveStacks())("%s: nothing that holds state is lost or renamed", (name) => {
  const lost = lostAddresses(committed[name] ?? [], liveStack(name).root);
  expectNone(
    lost.map(
      (address) =>
        `${name} has lost ${address}, which holds state: declare a move (moveFromId) where it has another name now; ` +
        "in another stack, add a row to docs/moving-resources.md and delete its line; " +
        `to destroy it, delete its line from ${file}`,
    ),
  );
});

test.each(liveStacks())(`%s is in step with ${file}`, (name) => {
  const before = committed[name];
  // The first test tells of a new stack, without its hundred addresses.
  if (before === undefined) return;
  const after = liveStack(name).addresses;
  const changes = [
    ...after.filter((address) => !before.includes(address)).map((address) => `  new: ${address}`),
    ...before.filter((address) => !after.includes(address)).map((address) => `  gone: ${address}`),
  ];
  if (changes.length > 0) expectNone([`${name}: run npm run addresses, and commit ${file}`, ...changes]);
});
