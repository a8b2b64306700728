import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";

export interface SecureBucketProps {
  /** Name of the bucket; unique in all of AWS. */
  readonly bucketName: string;
  /**
   * ARN of the KMS key that encrypts the objects.
   * @default - keys that S3 manages (SSE-S3)
   */
  readonly kmsKeyArn?: string;
  /**
   * Refuses to destroy the bucket, even when it is empty.
   * @default true
   */
  readonly preventDestroy?: boolean;
}

/**
 * A bucket that is versioned, encrypted, closed to the public, owned by the account whoever writes to it, and
 * reachable over TLS only (https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html).
 */
export class SecureBucket extends Construct {
  readonly bucket: S3Bucket;

  constructor(scope: Construct, id: string, props: SecureBucketProps) {
    super(scope, id);
    const part = (name: string) => new Construct(this, name);
    this.bucket = new S3Bucket(this, id, {
      bucket: props.bucketName,
      lifecycle: { preventDestroy: props.preventDestroy ?? true },
    });
    const bucket = this.bucket.id;
    new S3BucketVersioningA(part("versioning"), id, { bucket, versioningConfiguration: { status: "Enabled" } });
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
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    const policy = new DataAwsIamPolicyDocument(part("policy-document"), id, {
      statement: [
        {
          sid: "DenyInsecureTransport",
          effect: "Deny",
          actions: ["s3:*"],
          resources: [this.bucket.arn, `${this.bucket.arn}/*`],
          principals: [{ type: "*", identifiers: ["*"] }],
          condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
        },
      ],
    });
    // S3 refuses two changes of a bucket's access at the same time.
    new S3BucketPolicy(part("policy"), id, { bucket, policy: policy.json, dependsOn: [access] });
  }
}
