import { lostAddresses } from "../../../src/pipeline/address-inventory";
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
