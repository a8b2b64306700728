import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

export interface VeleroScope {
  readonly region: string;
  readonly accountId: string;
  /** ARN of the bucket that holds the backups. */
  readonly bucketArn: string;
}

/**
 * What Velero's AWS plugin asks for (https://github.com/velero-io/velero-plugin-for-aws#set-permissions-for-velero),
 * narrowed to its bucket and to volumes and snapshots of this account and region.
 */
export function veleroPermissions(scope: VeleroScope): DataAwsIamPolicyDocumentStatement[] {
  const { region, accountId, bucketArn } = scope;
  const volumes = `arn:aws:ec2:${region}:${accountId}:volume/*`;
  // Snapshots have no account in their ARN.
  const snapshots = `arn:aws:ec2:${region}::snapshot/*`;
  return [
    { sid: "FindBackups", actions: ["s3:ListBucket"], resources: [bucketArn] },
    {
      sid: "KeepBackups",
      actions: [
        "s3:AbortMultipartUpload",
        "s3:DeleteObject",
        "s3:GetObject",
        "s3:ListMultipartUploadParts",
        "s3:PutObject",
        "s3:PutObjectTagging",
      ],
      resources: [`${bucketArn}/*`],
    },
    { sid: "FindVolumes", actions: ["ec2:DescribeSnapshots", "ec2:DescribeVolumes"], resources: ["*"] },
    { sid: "Snapshot", actions: ["ec2:CreateSnapshot", "ec2:CreateVolume"], resources: [volumes, snapshots] },
    { sid: "Prune", actions: ["ec2:DeleteSnapshot"], resources: [snapshots] },
    {
      sid: "TagWhatIsCreated",
      actions: ["ec2:CreateTags"],
      resources: [volumes, snapshots],
      condition: [{ test: "StringEquals", variable: "ec2:CreateAction", values: ["CreateSnapshot", "CreateVolume"] }],
    },
  ];
}
