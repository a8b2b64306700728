import { type AddressInventory, lostAddresses } from "../../src/pipeline/address-inventory";
import inventory from "../addresses.inventory.json";
import { liveStack, liveStacks } from "../support/stack-json";

const committed: AddressInventory = inventory;
const file = "__tests__/addresses.inventory.json";

test(`${file} covers every stack; fix: npm run addresses`, () => {
  expect(Object.keys(committed)).toEqual(liveStacks());
});

test.each(
  liveStacks(),
)("%s: nothing that holds state is lost or renamed; fix: declare a move, or delete its lines from the inventory to destroy it", (name) => {
  expect(lostAddresses(committed[name] ?? [], liveStack(name).root)).toEqual([]);
});

test.each(liveStacks())(`%s is in step with ${file}; fix: npm run addresses`, (name) => {
  expect(committed[name]).toEqual(liveStack(name).addresses);
});
