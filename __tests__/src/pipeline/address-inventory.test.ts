import { forgetEnvironment, lostAddresses } from "../../../src/pipeline/address-inventory";
import { parseStack } from "../../../src/pipeline/synthesized-stacks";

describe("a lost address", () => {
  const stack = (root: object) => parseStack(JSON.stringify(root));
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

describe("forgetting an environment", () => {
  const addresses = ["aws_s3_bucket.media"];
  const inventory = {
    bootstrap: addresses,
    "qa-data": addresses,
    "qa-dr-data": addresses,
    "qa-eu-data": addresses,
    "qa-eu-dr-data": addresses,
  };

  test("takes out its stacks, and those of no other", () => {
    const { "qa-data": _, "qa-dr-data": __, ...others } = inventory;
    expect(forgetEnvironment(inventory, "qa", ["bootstrap", "qa-eu-data"])).toEqual(others);
  });

  test("is refused while it is synthesized", () => {
    expect(() => forgetEnvironment(inventory, "qa", ["qa-data"])).toThrow(
      "qa is still synthesized, so nothing of it is forgotten: take it out of environments/index.ts first",
    );
  });

  test("is refused where there is nothing to forget", () => {
    expect(() => forgetEnvironment(inventory, "stagin", ["qa-data"])).toThrow(
      'no address of an environment "stagin" is known, so there is none to forget',
    );
  });
});
