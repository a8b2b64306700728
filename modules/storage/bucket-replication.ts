import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import { Construct } from "constructs";
import { ServiceRole } from "../identity/service-role";
import type { BucketReference } from "./bucket-reference";
import type { SecureBucket } from "./secure-bucket";

export interface BucketReplicationProps {
  readonly namePrefix: string;
  /** What is copied, and the versioned bucket of the other region that it is copied to, keyed by the bucket's address. */
  readonly buckets: Readonly<Record<string, { readonly source: SecureBucket; readonly target: BucketReference }>>;
}

/**
 * Copies new objects, their tags and their deletions to another region (INF-001 §9.1,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html). Objects that were there before need a
 * Batch Replication job. Removing a version for good is not copied, so it can still be brought back from the other side.
 */
export class BucketReplication extends Construct {
  constructor(scope: Construct, id: string, props: BucketReplicationProps) {
    super(scope, id);
    const pairs = Object.values(props.buckets);
    const sources = pairs.map(({ source }) => source.reference.arn);
    const role = new ServiceRole(new Construct(this, "role"), "s3_replication", {
      name: `${props.namePrefix}-s3-replication`,
      description: "Lets S3 copy objects to the standby region",
      service: "s3.amazonaws.com",
      statements: [
        { actions: ["s3:GetReplicationConfiguration", "s3:ListBucket"], resources: sources },
        {
          actions: ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
          resources: sources.map((arn) => `${arn}/*`),
        },
        {
          actions: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
          resources: pairs.map(({ target }) => `${target.arn}/*`),
        },
      ],
    });
    for (const [name, { source, target }] of Object.entries(props.buckets)) {
      new S3BucketReplicationConfigurationA(this, name, {
        bucket: source.reference.name,
        role: role.arn,
        rule: [
          {
            id: "standby-region",
            status: "Enabled",
            priority: 1,
            filter: {},
            deleteMarkerReplication: { status: "Enabled" },
            destination: {
              bucket: target.arn,
              storageClass: "STANDARD_IA",
              // Without metrics nobody learns that objects fail to be copied.
              metrics: { status: "Enabled" },
            },
          },
        ],
        dependsOn: [source.versioning],
      });
    }
  }
}
