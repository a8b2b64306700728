import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";

/** A rule on every object of a bucket. S3 wants that said: a rule without a filter is about to be refused. */
function rule(
  id: string,
  actions: Omit<S3BucketLifecycleConfigurationRule, "id" | "status" | "filter">,
): S3BucketLifecycleConfigurationRule {
  return { id, status: "Enabled", filter: [{}], ...actions };
}

/** Moves objects to the storage classes of INF-001 §6.1 and §9.1, in days after they were written. */
export function transitions(infrequentAccessAfterDays: number, glacierAfterDays: number) {
  return rule("transition-to-ia", {
    transition: [
      { days: infrequentAccessAfterDays, storageClass: "STANDARD_IA" },
      { days: glacierAfterDays, storageClass: "GLACIER" },
    ],
  });
}

/** Removes current objects after so many days. */
export function expiry(days: number) {
  return rule("expire", { expiration: [{ days }] });
}

/**
 * Removes what a versioned bucket would keep for ever: old versions, deletion markers with nothing behind them, and
 * parts of uploads that were never finished
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html).
 */
export function cleanUp(noncurrentDays: number) {
  return rule("clean-up", {
    noncurrentVersionExpiration: [{ noncurrentDays }],
    expiration: [{ expiredObjectDeleteMarker: true }],
    abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
  });
}
