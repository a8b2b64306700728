import { S3BucketIntelligentTieringConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-intelligent-tiering-configuration";
import { Construct } from "constructs";
import { cleanUp, transitions } from "./lifecycle";
import { SecureBucket, type SecureBucketProps } from "./secure-bucket";

export interface MediaBucketProps extends Omit<SecureBucketProps, "lifecycleRules"> {
  /** Days after writing until objects move to STANDARD_IA; at least 30. */
  readonly infrequentAccessAfterDays: number;
  /** Days after writing until objects move to GLACIER, from where they must be restored before they can be read. */
  readonly glacierAfterDays: number;
  /** Days without access until objects in INTELLIGENT_TIERING move to ARCHIVE_ACCESS; 90-730. */
  readonly archiveAccessAfterDays: number;
  /** Days without access until objects in INTELLIGENT_TIERING move to DEEP_ARCHIVE_ACCESS; 180-730. */
  readonly deepArchiveAccessAfterDays: number;
  /** Days that overwritten and deleted objects can still be brought back. */
  readonly noncurrentVersionDays: number;
}

/**
 * What users upload (INF-001 §6.1). Objects that are written to STANDARD follow the lifecycle rule; the archive tiers
 * are for those that are written to INTELLIGENT_TIERING and S3 moves by their use
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/intelligent-tiering-overview.html).
 */
export class MediaBucket extends Construct {
  readonly bucket: SecureBucket;

  constructor(scope: Construct, id: string, props: MediaBucketProps) {
    super(scope, id);
    this.bucket = new SecureBucket(this, "media", {
      ...props,
      lifecycleRules: [
        transitions(props.infrequentAccessAfterDays, props.glacierAfterDays),
        cleanUp(props.noncurrentVersionDays),
      ],
    });
    new S3BucketIntelligentTieringConfiguration(new Construct(this, "tiering"), "media", {
      bucket: this.bucket.reference.name,
      name: "media-tiering",
      tiering: [
        { accessTier: "ARCHIVE_ACCESS", days: props.archiveAccessAfterDays },
        { accessTier: "DEEP_ARCHIVE_ACCESS", days: props.deepArchiveAccessAfterDays },
      ],
    });
  }
}
