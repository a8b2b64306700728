import { S3BucketCorsConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-cors-configuration";
import { LogBucket } from "../../../modules/storage/log-bucket";
import { MediaBucket } from "../../../modules/storage/media-bucket";
import { StaticAssetsBucket } from "../../../modules/storage/static-assets-bucket";
import { synthConstruct } from "../../support/synth";

/** The rule that every versioned bucket has. */
function cleanUp(days: number) {
  return {
    id: "clean-up",
    status: "Enabled",
    filter: [{}],
    noncurrent_version_expiration: [{ noncurrent_days: days }],
    expiration: [{ expired_object_delete_marker: true }],
    abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
  };
}

describe("StaticAssetsBucket", () => {
  const json = synthConstruct((stack) => {
    new StaticAssetsBucket(stack, "assets", {
      bucketName: "acme-assets",
      ownPolicy: false,
      corsOrigins: ["https://acme.test", "https://www.acme.test"],
      noncurrentVersionDays: 5,
    });
  });

  test("pages of the given origins may read", () => {
    expect(json.text).toHaveResourceWithProperties(S3BucketCorsConfiguration, {
      bucket: "${aws_s3_bucket.static_assets.id}",
      cors_rule: [
        {
          allowed_headers: ["*"],
          allowed_methods: ["GET", "HEAD"],
          allowed_origins: ["https://acme.test", "https://www.acme.test"],
          expose_headers: ["ETag"],
          max_age_seconds: 3000,
        },
      ],
    });
  });

  test("old versions go; the policy can be left to another stack", () => {
    expect(json.resource("aws_s3_bucket_lifecycle_configuration", "static_assets").rule).toEqual([cleanUp(5)]);
    expect(json.names("aws_s3_bucket_policy")).toEqual([]);
  });
});

describe("MediaBucket", () => {
  const json = synthConstruct((stack) => {
    new MediaBucket(stack, "media", {
      bucketName: "acme-media",
      infrequentAccessAfterDays: 40,
      glacierAfterDays: 100,
      archiveAccessAfterDays: 120,
      deepArchiveAccessAfterDays: 240,
      noncurrentVersionDays: 5,
    });
  });

  test("objects move on after the given days", () => {
    expect(json.resource("aws_s3_bucket_lifecycle_configuration", "media").rule).toEqual([
      {
        id: "transition-to-ia",
        status: "Enabled",
        filter: [{}],
        transition: [
          { days: 40, storage_class: "STANDARD_IA" },
          { days: 100, storage_class: "GLACIER" },
        ],
      },
      cleanUp(5),
    ]);
  });

  test("the archive tiers too", () => {
    expect(json.resource("aws_s3_bucket_intelligent_tiering_configuration", "media").tiering).toEqual([
      { access_tier: "ARCHIVE_ACCESS", days: 120 },
      { access_tier: "DEEP_ARCHIVE_ACCESS", days: 240 },
    ]);
  });
});

describe("LogBucket", () => {
  const json = synthConstruct((stack) => {
    new LogBucket(stack, "logs", {
      bucketName: "acme-logs",
      accountId: "123456789012",
      sources: ["acme-a", "acme-b"],
      retentionDays: 20,
    });
  });
  const arn = "${aws_s3_bucket.logs.arn}";
  const account = "123456789012";

  test("takes the access logs of the named buckets of its own account, and of its account's load balancers", () => {
    expect(json.data("aws_iam_policy_document", "logs").statement).toEqual([
      expect.objectContaining({ sid: "DenyInsecureTransport" }),
      {
        sid: "S3AccessLogs",
        actions: ["s3:PutObject"],
        resources: [`${arn}/s3/*`],
        principals: [{ type: "Service", identifiers: ["logging.s3.amazonaws.com"] }],
        condition: [
          { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
          { test: "ArnLike", variable: "aws:SourceArn", values: ["arn:aws:s3:::acme-a", "arn:aws:s3:::acme-b"] },
        ],
      },
      {
        sid: "LoadBalancerLogs",
        actions: ["s3:PutObject"],
        resources: [`${arn}/alb/AWSLogs/${account}/*`],
        principals: [{ type: "Service", identifiers: ["logdelivery.elasticloadbalancing.amazonaws.com"] }],
      },
    ]);
  });

  test("records go after the retention; deliveries reach no bucket with a KMS key", () => {
    expect(json.resource("aws_s3_bucket_lifecycle_configuration", "logs").rule).toEqual([
      { id: "expire", status: "Enabled", filter: [{}], expiration: [{ days: 20 }] },
      cleanUp(1),
    ]);
    expect(json.resource("aws_s3_bucket_server_side_encryption_configuration", "logs").rule).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } },
    ]);
    expect(json.resource("aws_s3_bucket", "logs").lifecycle).toEqual({ prevent_destroy: true });
  });
});
