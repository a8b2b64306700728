import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

/** A Redis replication group that snapshots are taken of, and where it is. */
export interface SnapshottedCache {
  readonly region: string;
  readonly accountId: string;
  readonly replicationGroupId: string;
  /** ARN of the key that encrypts the group's data, and its snapshots with it. */
  readonly kmsKeyArn: string;
}

/**
 * What taking and deleting snapshots needs
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticache.html). Snapshots under
 * another name are out of reach, whatever the function does.
 */
export function snapshotStatements(
  { region, accountId, replicationGroupId, kmsKeyArn }: SnapshottedCache,
  snapshotPrefix: string,
): DataAwsIamPolicyDocumentStatement[] {
  const arn = (resource: string) => `arn:aws:elasticache:${region}:${accountId}:${resource}`;
  const group = arn(`replicationgroup:${replicationGroupId}`);
  const nodes = arn(`cluster:${replicationGroupId}-*`);
  const ownSnapshots = arn(`snapshot:${snapshotPrefix}-*`);
  return [
    { sid: "FindNode", actions: ["elasticache:DescribeReplicationGroups"], resources: [group] },
    { sid: "ListSnapshots", actions: ["elasticache:DescribeSnapshots"], resources: [arn("snapshot:*")] },
    { sid: "TakeSnapshot", actions: ["elasticache:CreateSnapshot"], resources: [group, nodes, ownSnapshots] },
    { sid: "DeleteSnapshot", actions: ["elasticache:DeleteSnapshot"], resources: [ownSnapshots] },
    // ElastiCache uses the key through a grant that it makes for each snapshot in the caller's name:
    // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html
    { sid: "ReadKey", actions: ["kms:DescribeKey"], resources: [kmsKeyArn] },
    {
      sid: "LendKey",
      actions: ["kms:CreateGrant"],
      resources: [kmsKeyArn],
      condition: [{ test: "Bool", variable: "kms:GrantIsForAWSResource", values: ["true"] }],
    },
  ];
}
