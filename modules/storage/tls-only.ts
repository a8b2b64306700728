import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

/**
 * Refuses every request to a bucket that does not come over TLS
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html). For bucket policies that are
 * written elsewhere than the bucket.
 */
export function tlsOnlyStatement(bucketArn: string): DataAwsIamPolicyDocumentStatement {
  return {
    sid: "DenyInsecureTransport",
    effect: "Deny",
    actions: ["s3:*"],
    resources: [bucketArn, `${bucketArn}/*`],
    principals: [{ type: "*", identifiers: ["*"] }],
    condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
  };
}
