import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import type { BucketReference } from "./bucket-reference";
import { tlsOnlyStatement } from "./tls-only";

export interface SecureBucketProps {
  /** Name of the bucket; unique in all of AWS. */
  readonly bucketName: string;
  /**
   * ARN of the KMS key that encrypts the objects.
   * @default - keys that S3 manages (SSE-S3)
   */
  readonly kmsKeyArn?: string;
  /**
   * Refuses to destroy the bucket, even when it is empty. Without it the bucket goes with all that is in it.
   * @default true
   */
  readonly preventDestroy?: boolean;
  /**
   * Who owns what other accounts and services write. `BucketOwnerPreferred` turns ACLs on, which only the logs of
   * CloudFront still need.
   * @default "BucketOwnerEnforced"
   */
  readonly objectOwnership?: "BucketOwnerEnforced" | "BucketOwnerPreferred";
  /**
   * What the bucket's policy says beside "TLS only", given the bucket's ARN.
   * @default - TLS only
   */
  readonly policy?: (bucketArn: string) => readonly DataAwsIamPolicyDocumentStatement[];
  /**
   * Writes the policy. A bucket has one, so where another stack writes it, with `tlsOnlyStatement` in it, this is off.
   * @default true
   */
  readonly ownPolicy?: boolean;
  /**
   * What S3 does to objects as they age
   * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html).
   * @default - nothing: every version stays
   */
  readonly lifecycleRules?: readonly S3BucketLifecycleConfigurationRule[];
  /**
   * Bucket that receives a record of every request
   * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html).
   * @default - requests are not recorded
   */
  readonly accessLogs?: SecureBucket;
}

/**
 * A bucket that is versioned, encrypted, closed to the public, owned by the account whoever writes to it, and
 * reachable over TLS only (https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html).
 */
export class SecureBucket extends Construct {
  readonly bucket: S3Bucket;
  readonly reference: BucketReference;
  /** Replication refuses to start before it. */
  readonly versioning: S3BucketVersioningA;
  /** Deliveries of logs are refused before it. */
  readonly policy: S3BucketPolicy | undefined;

  constructor(scope: Construct, id: string, props: SecureBucketProps) {
    super(scope, id);
    const { preventDestroy = true, policy = () => [], lifecycleRules, accessLogs } = props;
    const part = (name: string) => new Construct(this, name);
    this.bucket = new S3Bucket(this, id, {
      bucket: props.bucketName,
      forceDestroy: preventDestroy ? undefined : true,
      lifecycle: { preventDestroy },
    });
    const bucket = this.bucket.id;
    this.reference = {
      name: bucket,
      arn: this.bucket.arn,
      domainName: this.bucket.bucketDomainName,
      regionalDomainName: this.bucket.bucketRegionalDomainName,
    };
    this.versioning = new S3BucketVersioningA(part("versioning"), id, {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketServerSideEncryptionConfigurationA(part("encryption"), id, {
      bucket,
      rule: [
        props.kmsKeyArn === undefined
          ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
          : {
              applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: props.kmsKeyArn },
              bucketKeyEnabled: true,
            },
      ],
    });
    const access = new S3BucketPublicAccessBlock(part("public-access"), id, {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(part("ownership"), id, {
      bucket,
      rule: { objectOwnership: props.objectOwnership ?? "BucketOwnerEnforced" },
    });
    if (props.ownPolicy ?? true) {
      const document = new DataAwsIamPolicyDocument(part("policy-document"), id, {
        statement: [tlsOnlyStatement(this.bucket.arn), ...policy(this.bucket.arn)],
      });
      // S3 refuses two changes of a bucket's access at the same time.
      this.policy = new S3BucketPolicy(part("policy"), id, { bucket, policy: document.json, dependsOn: [access] });
    }
    if (lifecycleRules) {
      new S3BucketLifecycleConfiguration(part("lifecycle"), id, {
        bucket,
        rule: [...lifecycleRules],
        dependsOn: [this.versioning],
      });
    }
    if (accessLogs) {
      new S3BucketLoggingA(part("logging"), id, {
        bucket,
        targetBucket: accessLogs.bucket.id,
        targetPrefix: "s3/",
        targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
        dependsOn: accessLogs.policy ? [accessLogs.policy] : undefined,
      });
    }
  }
}
