import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

export interface AutoscalerScope {
  readonly region: string;
  readonly accountId: string;
  readonly clusterName: string;
}

/**
 * What the cluster autoscaler needs
 * (https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md#iam-policy):
 * to see everything, and to change the auto-scaling groups of its own cluster alone, which EKS tags for it
 * (https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html).
 */
export function clusterAutoscalerPermissions(scope: AutoscalerScope): DataAwsIamPolicyDocumentStatement[] {
  const { clusterName } = scope;
  const inAccount = `${scope.region}:${scope.accountId}`;
  return [
    {
      sid: "Observe",
      actions: [
        "autoscaling:DescribeAutoScalingGroups",
        "autoscaling:DescribeAutoScalingInstances",
        "autoscaling:DescribeLaunchConfigurations",
        "autoscaling:DescribeScalingActivities",
        "autoscaling:DescribeTags",
        "ec2:DescribeImages",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeLaunchTemplateVersions",
        "ec2:GetInstanceTypesFromInstanceRequirements",
      ],
      resources: ["*"],
    },
    {
      sid: "ReadNodeGroups",
      actions: ["eks:DescribeNodegroup"],
      resources: [`arn:aws:eks:${inAccount}:nodegroup/${clusterName}/*`],
    },
    {
      sid: "Scale",
      actions: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
      resources: [`arn:aws:autoscaling:${inAccount}:autoScalingGroup:*:autoScalingGroupName/*`],
      condition: [
        {
          test: "StringEquals",
          variable: `aws:ResourceTag/k8s.io/cluster-autoscaler/${clusterName}`,
          values: ["owned"],
        },
      ],
    },
  ];
}
