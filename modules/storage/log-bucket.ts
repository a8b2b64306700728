import { Construct } from "constructs";
import { cleanUp, expiry } from "./lifecycle";
import { SecureBucket } from "./secure-bucket";

export interface LogBucketProps {
  /** Name of the bucket; unique in all of AWS. */
  readonly bucketName: string;
  /** The account of the buckets and load balancers that write here; no other may. */
  readonly accountId: string;
  /** Names of the buckets whose requests are recorded here. */
  readonly sources: readonly string[];
  /** Days until records are removed. */
  readonly retentionDays: number;
  /**
   * Refuses to destroy the bucket. Without it the records go with it.
   * @default true
   */
  readonly preventDestroy?: boolean;
}

/** First part of the keys of load balancers' logs; they may write nowhere else. */
export const loadBalancerLogPrefix = "alb";

/**
 * Receives the access logs of buckets and of load balancers. Both are delivered only to buckets that S3's own keys
 * encrypt (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html).
 */
export class LogBucket extends Construct {
  readonly bucket: SecureBucket;

  constructor(scope: Construct, id: string, props: LogBucketProps) {
    super(scope, id);
    const { accountId: account } = props;
    this.bucket = new SecureBucket(this, "logs", {
      bucketName: props.bucketName,
      preventDestroy: props.preventDestroy,
      // Records are written once: there are no older versions worth keeping.
      lifecycleRules: [expiry(props.retentionDays), cleanUp(1)],
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
          // AWS documents no condition here. The key names the load balancer's account, so others cannot write.
          sid: "LoadBalancerLogs",
          actions: ["s3:PutObject"],
          resources: [`${arn}/${loadBalancerLogPrefix}/AWSLogs/${account}/*`],
          principals: [{ type: "Service", identifiers: ["logdelivery.elasticloadbalancing.amazonaws.com"] }],
        },
      ],
    });
  }
}
