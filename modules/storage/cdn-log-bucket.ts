import { Construct } from "constructs";
import { cleanUp, expiry } from "./lifecycle";
import { SecureBucket, type SecureBucketProps } from "./secure-bucket";

export interface CdnLogBucketProps extends Pick<SecureBucketProps, "bucketName" | "accessLogs" | "preventDestroy"> {
  /** Days that logs are kept. */
  readonly retentionDays: number;
}

/** The bucket for CloudFront's standard logs, which wants ACLs. */
export class CdnLogBucket extends Construct {
  readonly bucket: SecureBucket;

  constructor(scope: Construct, id: string, { retentionDays, ...props }: CdnLogBucketProps) {
    super(scope, id);
    this.bucket = new SecureBucket(this, "cdn_logs", {
      ...props,
      objectOwnership: "BucketOwnerPreferred",
      lifecycleRules: [expiry(retentionDays), cleanUp(1)],
    });
  }
}
