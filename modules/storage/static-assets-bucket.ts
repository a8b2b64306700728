import { S3BucketCorsConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-cors-configuration";
import { Construct } from "constructs";
import { cleanUp } from "./lifecycle";
import { SecureBucket, type SecureBucketProps } from "./secure-bucket";

export interface StaticAssetsBucketProps extends Omit<SecureBucketProps, "lifecycleRules"> {
  /** Origins whose pages may load assets from this bucket: scheme and host, without a path. */
  readonly corsOrigins: readonly string[];
  /** Days that overwritten and deleted objects can still be brought back. */
  readonly noncurrentVersionDays: number;
}

/** What the content delivery network serves under `/static/` (INF-001 §6.1, §7.1); keys start with `static/`. */
export class StaticAssetsBucket extends Construct {
  readonly bucket: SecureBucket;

  constructor(scope: Construct, id: string, props: StaticAssetsBucketProps) {
    super(scope, id);
    this.bucket = new SecureBucket(this, "static_assets", {
      ...props,
      lifecycleRules: [cleanUp(props.noncurrentVersionDays)],
    });
    new S3BucketCorsConfiguration(new Construct(this, "cors"), "static_assets", {
      bucket: this.bucket.reference.name,
      corsRule: [
        {
          allowedHeaders: ["*"],
          allowedMethods: ["GET", "HEAD"],
          allowedOrigins: [...props.corsOrigins],
          exposeHeaders: ["ETag"],
          maxAgeSeconds: 3000,
        },
      ],
    });
  }
}
