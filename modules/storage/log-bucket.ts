import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { Construct } from "constructs";
import { expiry, housekeeping } from "./lifecycle";
import { SecureBucket } from "./secure-bucket";

export interface LogBucketProps {
  /** Name of the bucket; unique in all of AWS. */
  readonly bucketName: string;
  /** Names of the buckets whose requests are recorded here. */
  readonly sources: readonly string[];
  /** Days until records are removed. */
  readonly retentionDays: number;
  /** Refuses to destroy the bucket; without it the records go with it. */
  readonly preventDestroy: boolean;
}

/** First part of the keys of load balancer logs; the only prefix under which load balancers may write. */
export const loadBalancerLogPrefix = "alb";

/**
 * Receives the access logs of buckets and of load balancers. Both services write to buckets that S3's own keys encrypt
 * and to no others (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html).
 */
export class LogBucket extends Construct {
  readonly bucket: SecureBucket;

  constructor(scope: Construct, id: string, props: LogBucketProps) {
    super(scope, id);
    const account = new DataAwsCallerIdentity(this, "current").accountId;
    this.bucket = new SecureBucket(this, "logs", {
      bucketName: props.bucketName,
      preventDestroy: props.preventDestroy,
      policy: (arn) => [
        {
          sid: "S3AccessLogs",
          actions: ["s3:PutObject"],
          resources: [`${arn}/s3/*`],
          principals: [{ type: "Service", identifiers: ["logging.s3.amazonaws.com"] }],
          condition: [
            { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
            { test: "ArnLike", variable: "aws:SourceArn", values: props.sources.map((name) => `arn:aws:s3:::${name}`) },
          ],
        },
        {
          sid: "LoadBalancerLogs",
          actions: ["s3:PutObject"],
          resources: [`${arn}/${loadBalancerLogPrefix}/AWSLogs/${account}/*`],
          principals: [{ type: "Service", identifiers: ["logdelivery.elasticloadbalancing.amazonaws.com"] }],
        },
      ],
    });
    new S3BucketLifecycleConfiguration(new Construct(this, "lifecycle"), "logs", {
      bucket: this.bucket.reference.name,
      rule: [expiry(props.retentionDays), ...housekeeping(1)],
      dependsOn: [this.bucket.versioning],
    });
  }
}
