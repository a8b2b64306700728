import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

/** Refuses messages that are sent without TLS (https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html). */
export function tlsOnly(topicArn: string): DataAwsIamPolicyDocumentStatement {
  return {
    sid: "DenyInsecureTransport",
    effect: "Deny",
    actions: ["sns:Publish"],
    resources: [topicArn],
    principals: [{ type: "AWS", identifiers: ["*"] }],
    condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
  };
}
