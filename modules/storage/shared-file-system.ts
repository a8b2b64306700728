import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { EfsAccessPoint } from "@cdktf/provider-aws/lib/efs-access-point";
import { EfsBackupPolicy } from "@cdktf/provider-aws/lib/efs-backup-policy";
import { EfsFileSystem } from "@cdktf/provider-aws/lib/efs-file-system";
import { EfsFileSystemPolicy } from "@cdktf/provider-aws/lib/efs-file-system-policy";
import { EfsMountTarget } from "@cdktf/provider-aws/lib/efs-mount-target";
import { Construct } from "constructs";
import { CustomerKey } from "../encryption/customer-key";
import { mountStatements } from "./mount-policy";

export interface SharedFileSystemProps {
  /** First part of every name: `techally` gives `techally-shared-storage`. */
  readonly namePrefix: string;
  /** Subnets of the mount targets, keyed by availability zone. */
  readonly subnetIds: Readonly<Record<string, string>>;
  readonly securityGroupIds: readonly string[];
  /** Days without access until files move to the infrequent-access class: 1, 7, 14, 30, 60, 90, 180, 270 or 365. */
  readonly infrequentAccessAfterDays: number;
  /**
   * How throughput is provided and paid for (https://docs.aws.amazon.com/efs/latest/ug/performance.html).
   * @default "elastic"
   */
  readonly throughputMode?: "elastic" | "bursting";
  /**
   * Refuses to destroy the file system and its key.
   * @default true
   */
  readonly preventDestroy?: boolean;
  /**
   * Tags of the file system beside `Name`.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * The file system that pods share (INF-001 §6.2, https://docs.aws.amazon.com/efs/latest/ug/whatisefs.html), with a
 * mount target in every zone. EFS's automatic backups are off: a backup plan of the platform's own covers it.
 */
export class SharedFileSystem extends Construct {
  readonly fileSystemId: string;
  readonly fileSystemArn: string;
  /** Access point at `/shared`, which acts as user and group 1000. */
  readonly accessPointId: string;

  constructor(scope: Construct, id: string, props: SharedFileSystemProps) {
    super(scope, id);
    const name = `${props.namePrefix}-shared-storage`;
    const lifecycle = { preventDestroy: props.preventDestroy ?? true };
    const part = (partName: string) => new Construct(this, partName);
    const key = new CustomerKey(this, "file_system", {
      alias: name,
      description: `Encrypts the file system ${name}`,
      preventDestroy: lifecycle.preventDestroy,
    });
    const fileSystem = new EfsFileSystem(this, "shared", {
      creationToken: `${props.namePrefix}-shared`,
      encrypted: true,
      kmsKeyId: key.arn,
      performanceMode: "generalPurpose",
      throughputMode: props.throughputMode ?? "elastic",
      lifecyclePolicy: [
        { transitionToIa: afterDays(props.infrequentAccessAfterDays) },
        { transitionToPrimaryStorageClass: "AFTER_1_ACCESS" },
      ],
      tags: { Name: name, ...props.tags },
      lifecycle,
    });
    const fileSystemId = fileSystem.id;
    this.fileSystemId = fileSystemId;
    this.fileSystemArn = fileSystem.arn;

    const mountTargets = part("mount-targets");
    for (const [zone, subnetId] of Object.entries(props.subnetIds)) {
      const securityGroups = [...props.securityGroupIds];
      new EfsMountTarget(mountTargets, `shared-${zone}`, { fileSystemId, subnetId, securityGroups });
    }
    this.accessPointId = new EfsAccessPoint(part("access-point"), "shared", {
      fileSystemId,
      posixUser: { uid: 1000, gid: 1000 },
      rootDirectory: { path: "/shared", creationInfo: { ownerUid: 1000, ownerGid: 1000, permissions: "0770" } },
      tags: { Name: name },
    }).id;
    const document = new DataAwsIamPolicyDocument(part("policy-document"), "shared", {
      statement: mountStatements(fileSystem.arn),
    });
    new EfsFileSystemPolicy(part("policy"), "shared", { fileSystemId, policy: document.json });
    new EfsBackupPolicy(part("backup"), "shared", { fileSystemId, backupPolicy: { status: "DISABLED" } });
  }
}

function afterDays(days: number): string {
  return days === 1 ? "AFTER_1_DAY" : `AFTER_${days}_DAYS`;
}
