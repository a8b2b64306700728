import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

/**
 * What `docker push` needs
 * (https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html), and the reading that lets it skip layers
 * which are there already.
 */
export function imagePushPermissions(repositoryArns: readonly string[]): DataAwsIamPolicyDocumentStatement[] {
  return [
    // A token is for the whole registry; what it allows is the next statement's.
    { sid: "LogIn", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      sid: "Push",
      actions: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:DescribeImages",
        "ecr:GetDownloadUrlForLayer",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      resources: [...repositoryArns],
    },
  ];
}
