import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { TerraformStack } from "cdktf";
import type { Rule } from "../rule";

/**
 * Every bucket blocks public access in all four ways
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html).
 * A bucket and its block share one address, which is how they are matched.
 */
export const blockPublicBuckets: Rule = {
  name: "block-public-buckets",
  check(construct) {
    if (!(construct instanceof S3Bucket)) return [];
    const block = TerraformStack.of(construct)
      .node.findAll()
      .find(
        (other): other is S3BucketPublicAccessBlock =>
          other instanceof S3BucketPublicAccessBlock && other.friendlyUniqueId === construct.friendlyUniqueId,
      );
    if (!block)
      return ["the bucket has no aws_s3_bucket_public_access_block of its name; add one, or use SecureBucket"];
    const flags = {
      block_public_acls: block.blockPublicAclsInput,
      block_public_policy: block.blockPublicPolicyInput,
      ignore_public_acls: block.ignorePublicAclsInput,
      restrict_public_buckets: block.restrictPublicBucketsInput,
    };
    const open = Object.entries(flags).filter(([, value]) => value !== true);
    return open.map(([flag]) => `${flag} is not true; set it`);
  },
};
