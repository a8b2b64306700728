import { lostAddresses, readInventory } from "./support/addresses";
import { StackJson, shippedStack, shippedStacks } from "./support/stack-json";

const inventory = readInventory();

describe("the committed inventory of addresses", () => {
  test("covers every stack", () => {
    expect(Object.keys(inventory)).toEqual(shippedStacks());
  });

  test.each(shippedStacks())("%s: nothing that holds state is lost or renamed without a declared move", (name) => {
    expect(lostAddresses(inventory[name] ?? [], shippedStack(name))).toEqual([]);
  });

  test.each(shippedStacks())("%s: is in step (npm run addresses)", (name) => {
    expect(inventory[name]).toEqual(shippedStack(name).addresses);
  });
});

describe("a lost address", () => {
  const stack = (root: object) => new StackJson(JSON.stringify(root));
  const committed = ["aws_s3_bucket.media", "aws_s3_bucket_policy.media"];

  test("is noticed when it holds state", () => {
    expect(lostAddresses(committed, stack({}))).toEqual(["aws_s3_bucket.media"]);
    expect(lostAddresses(committed, undefined)).toEqual(["aws_s3_bucket.media"]);
  });

  test("is fine when a move says where it went", () => {
    const renamed = { resource: { aws_s3_bucket: { uploads: {} } } };
    const moved = [{ from: "aws_s3_bucket.media", to: "aws_s3_bucket.uploads" }];
    expect(lostAddresses(committed, stack({ ...renamed, moved }))).toEqual([]);
    expect(lostAddresses(committed, stack({ moved }))).toEqual(["aws_s3_bucket.media"]);
  });
});
