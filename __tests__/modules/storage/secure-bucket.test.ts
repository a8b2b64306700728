import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { TerraformOutput } from "cdktf";
import { expiry } from "../../../modules/storage/lifecycle";
import { SecureBucket, type SecureBucketProps } from "../../../modules/storage/secure-bucket";
import { synthConstruct } from "../../support/synth";

function synthBucket(props: Partial<SecureBucketProps> = {}) {
  return synthConstruct((stack) => {
    new SecureBucket(stack, "data", { bucketName: "acme-data", ...props });
  });
}

const bucket = "${aws_s3_bucket.data.id}";
const arn = "${aws_s3_bucket.data.arn}";

const tlsOnly = {
  sid: "DenyInsecureTransport",
  effect: "Deny",
  actions: ["s3:*"],
  resources: [arn, `${arn}/*`],
  principals: [{ type: "*", identifiers: ["*"] }],
  condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
};

test("by default: versioned, encrypted by S3, closed, without ACLs, TLS only, not to be destroyed", () => {
  const json = synthBucket();
  expect(json.addresses).toEqual([
    "aws_s3_bucket.data",
    "aws_s3_bucket_ownership_controls.data",
    "aws_s3_bucket_policy.data",
    "aws_s3_bucket_public_access_block.data",
    "aws_s3_bucket_server_side_encryption_configuration.data",
    "aws_s3_bucket_versioning.data",
  ]);
  expect(json.text).toHaveResourceWithProperties(S3Bucket, { bucket: "acme-data" });
  expect(json.resource("aws_s3_bucket", "data")).toEqual({
    bucket: "acme-data",
    lifecycle: { prevent_destroy: true },
  });
  expect(json.text).toHaveResourceWithProperties(S3BucketPublicAccessBlock, {
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
  expect(json.resource("aws_s3_bucket_versioning", "data")).toEqual({
    bucket,
    versioning_configuration: { status: "Enabled" },
  });
  expect(json.resource("aws_s3_bucket_server_side_encryption_configuration", "data")).toEqual({
    bucket,
    rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
  });
  expect(json.resource("aws_s3_bucket_ownership_controls", "data")).toEqual({
    bucket,
    rule: { object_ownership: "BucketOwnerEnforced" },
  });
  expect(json.data("aws_iam_policy_document", "data")).toEqual({ statement: [tlsOnly] });
  expect(json.resource("aws_s3_bucket_policy", "data")).toEqual({
    bucket,
    policy: "${data.aws_iam_policy_document.data.json}",
    depends_on: ["aws_s3_bucket_public_access_block.data"],
  });
});

test("kmsKeyArn: the key encrypts, through a bucket key that spares KMS requests", () => {
  const json = synthBucket({ kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1" });
  expect(json.resource("aws_s3_bucket_server_side_encryption_configuration", "data").rule).toEqual([
    {
      apply_server_side_encryption_by_default: {
        sse_algorithm: "aws:kms",
        kms_master_key_id: "arn:aws:kms:us-east-1:111122223333:key/1",
      },
      bucket_key_enabled: true,
    },
  ]);
});

test("preventDestroy: without it the bucket goes with what is in it", () => {
  expect(synthBucket({ preventDestroy: false }).resource("aws_s3_bucket", "data")).toEqual({
    bucket: "acme-data",
    force_destroy: true,
    lifecycle: { prevent_destroy: false },
  });
});

test("objectOwnership: ACLs can be turned on", () => {
  const json = synthBucket({ objectOwnership: "BucketOwnerPreferred" });
  expect(json.resource("aws_s3_bucket_ownership_controls", "data").rule).toEqual({
    object_ownership: "BucketOwnerPreferred",
  });
});

test("policy: further statements stand beside TLS only", () => {
  const json = synthBucket({
    policy: (bucketArn) => [{ sid: "Write", actions: ["s3:PutObject"], resources: [`${bucketArn}/in/*`] }],
  });
  expect(json.data("aws_iam_policy_document", "data").statement).toEqual([
    tlsOnly,
    { sid: "Write", actions: ["s3:PutObject"], resources: [`${arn}/in/*`] },
  ]);
});

test("ownPolicy: false leaves the policy to another stack", () => {
  const json = synthBucket({ ownPolicy: false });
  expect(json.names("aws_s3_bucket_policy")).toEqual([]);
  expect(json.root.data?.aws_iam_policy_document).toBeUndefined();
});

test("lifecycleRules: set once versions exist", () => {
  const json = synthBucket({ lifecycleRules: [expiry(10)] });
  expect(json.resource("aws_s3_bucket_lifecycle_configuration", "data")).toEqual({
    bucket,
    rule: [{ id: "expire", status: "Enabled", filter: [{}], expiration: [{ days: 10 }] }],
    depends_on: ["aws_s3_bucket_versioning.data"],
  });
});

describe("accessLogs", () => {
  const withLogs = (ownPolicy?: boolean) =>
    synthConstruct((stack) => {
      const logs = new SecureBucket(stack, "logs", { bucketName: "acme-logs", ownPolicy });
      new SecureBucket(stack, "data", { bucketName: "acme-data", accessLogs: logs });
    });

  test("requests are recorded under s3/, by the day on which they were made", () => {
    expect(withLogs().resource("aws_s3_bucket_logging", "data")).toEqual({
      bucket,
      target_bucket: "${aws_s3_bucket.logs.id}",
      target_prefix: "s3/",
      target_object_key_format: { partitioned_prefix: { partition_date_source: "EventTime" } },
      depends_on: ["aws_s3_bucket_policy.logs"],
    });
  });

  test("waits for no policy where the log bucket's is written elsewhere", () => {
    expect(withLogs(false).resource("aws_s3_bucket_logging", "data")).not.toHaveProperty("depends_on");
  });
});

test("the reference names the bucket the four ways that consumers ask for", () => {
  const { outputs } = synthConstruct((stack) => {
    const { reference } = new SecureBucket(stack, "data", { bucketName: "acme-data" });
    for (const [name, value] of Object.entries(reference)) new TerraformOutput(stack, name.toLowerCase(), { value });
  });
  expect(outputs).toEqual({
    name: { value: bucket },
    arn: { value: arn },
    domainname: { value: "${aws_s3_bucket.data.bucket_domain_name}" },
    regionaldomainname: { value: "${aws_s3_bucket.data.bucket_regional_domain_name}" },
  });
});
