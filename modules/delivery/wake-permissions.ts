import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

/** What of an environment is stopped at night. */
export interface SleepScope {
  readonly region: string;
  /** Name of the cluster whose node groups are resized. */
  readonly clusterName: string;
  /** Identifiers of the database instances. */
  readonly databases: readonly string[];
}

/**
 * What `scripts/ci/wake.sh` and `scripts/ci/sleep.sh` call
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelastickubernetesservice.html,
 * list_amazonrds.html and list_amazonec2autoscaling.html there say what can be narrowed to a name).
 */
export function wakePermissions(
  accountId: string,
  { region, clusterName, databases }: SleepScope,
): DataAwsIamPolicyDocumentStatement[] {
  return [
    {
      sid: "ResizeNodes",
      actions: ["eks:DescribeNodegroup", "eks:UpdateNodegroupConfig"],
      resources: [`arn:aws:eks:${region}:${accountId}:nodegroup/${clusterName}/*`],
    },
    // It knows no single groups.
    { sid: "CountNodes", actions: ["autoscaling:DescribeAutoScalingGroups"], resources: ["*"] },
    {
      sid: "StartAndStopDatabases",
      actions: ["rds:DescribeDBInstances", "rds:StartDBInstance", "rds:StopDBInstance"],
      resources: databases.map((identifier) => `arn:aws:rds:${region}:${accountId}:db:${identifier}`),
    },
  ];
}
