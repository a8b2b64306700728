import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

/**
 * Who may mount a file system: everyone in the VPC who comes over TLS and through an access point, which decides who
 * they are and what they see. Root is not granted, so it counts as nobody. The CSI driver mounts without IAM
 * credentials; what keeps strangers out is the mount targets' security group
 * (https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html).
 */
export function mountStatements(fileSystemArn: string): DataAwsIamPolicyDocumentStatement[] {
  const everyone = [{ type: "AWS", identifiers: ["*"] }];
  return [
    {
      sid: "MountThroughAccessPoints",
      actions: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
      resources: [fileSystemArn],
      principals: everyone,
      condition: [
        { test: "Bool", variable: "elasticfilesystem:AccessedViaMountTarget", values: ["true"] },
        { test: "Null", variable: "elasticfilesystem:AccessPointArn", values: ["false"] },
      ],
    },
    {
      sid: "DenyInsecureTransport",
      effect: "Deny",
      actions: ["elasticfilesystem:Client*"],
      resources: [fileSystemArn],
      principals: everyone,
      condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
    },
  ];
}
