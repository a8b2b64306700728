import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { Construct } from "constructs";
import { CustomerKey } from "../../modules/encryption/customer-key";
import { SecureBucket } from "../../modules/storage/secure-bucket";
import { BaseStack, type BaseStackProps } from "./base-stack";

export interface BootstrapStackProps extends Omit<BaseStackProps, "state" | "environment"> {
  /** Name of the state bucket; its key's alias is `alias/<bucketName>`. */
  readonly bucketName: string;
}

/**
 * The S3 bucket that keeps the state of every other stack where the `s3` backend is chosen. Terraform locks through
 * the bucket itself (https://developer.hashicorp.com/terraform/language/backend/s3#state-locking). Its own state is a
 * local file: the bucket cannot hold the state that it is created from.
 */
export class BootstrapStack extends BaseStack {
  constructor(scope: Construct, id: string, props: BootstrapStackProps) {
    super(scope, id, { ...props, environment: "shared", state: { backend: "local" } });
    const key = new CustomerKey(this, "terraform_state", {
      alias: props.bucketName,
      description: "Encrypts the Terraform state",
      preventDestroy: true,
    });
    const { bucket } = new SecureBucket(new Construct(this, "bucket"), "terraform_state", {
      bucketName: props.bucketName,
      kmsKeyArn: key.arn,
    });
    new S3BucketLifecycleConfiguration(new Construct(this, "lifecycle"), "terraform_state", {
      bucket: bucket.id,
      rule: [
        {
          id: "expire-old-versions",
          status: "Enabled",
          filter: [{}],
          noncurrentVersionExpiration: [{ noncurrentDays: 365, newerNoncurrentVersions: 20 }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
    });
  }
}
