/** A bucket as consumers see it; the values cross stacks. */
export interface BucketReference {
  readonly name: string;
  readonly arn: string;
  /** Host name without a region, such as `techally-media.s3.amazonaws.com`; CloudFront's `logging_config` takes it. */
  readonly domainName: string;
  /** Host name with the region, such as `techally-media.s3.us-east-1.amazonaws.com`; for origins. */
  readonly regionalDomainName: string;
}
