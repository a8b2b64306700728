import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { EfsAccessPoint } from "@cdktf/provider-aws/lib/efs-access-point";
import { EfsBackupPolicy } from "@cdktf/provider-aws/lib/efs-backup-policy";
import { EfsFileSystem } from "@cdktf/provider-aws/lib/efs-file-system";
import { EfsFileSystemPolicy } from "@cdktf/provider-aws/lib/efs-file-system-policy";
import { EfsMountTarget } from "@cdktf/provider-aws/lib/efs-mount-target";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";

export interface SharedFileSystemProps {
  /** First part of every name: `techally` gives `techally-shared-storage`. */
  readonly namePrefix: string;
  /** Subnets of the mount targets, keyed by availability zone. */
  readonly subnetIds: Readonly<Record<string, string>>;
  readonly securityGroupIds: readonly string[];
  /** Days without access until files move to the infrequent-access class: 1, 7, 14, 30, 60, 90, 180, 270 or 365. */
  readonly infrequentAccessAfterDays: number;
  readonly throughputMode: "elastic" | "bursting";
  /** Refuses to destroy the file system and its key. */
  readonly preventDestroy: boolean;
  /**
   * Tags of the file system beside `Name`.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * The file system that pods share (INF-001 §6.2, https://docs.aws.amazon.com/efs/latest/ug/whatisefs.html).
 *
 * Clients come over TLS and through an access point, which decides who they are; nobody is root. The automatic backups
 * of EFS are off because the platform's own backup plan covers it.
 */
export class SharedFileSystem extends Construct {
  readonly fileSystemId: string;
  readonly fileSystemArn: string;
  readonly accessPointId: string;

  constructor(scope: Construct, id: string, props: SharedFileSystemProps) {
    super(scope, id);
    const { namePrefix, preventDestroy } = props;
    const key = new KmsKey(this, "file_system", {
      description: `Encrypts the file system ${namePrefix}-shared-storage`,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      lifecycle: { preventDestroy },
    });
    new KmsAlias(new Construct(this, "alias"), "file_system", {
      name: `alias/${namePrefix}-shared-storage`,
      targetKeyId: key.keyId,
    });
    const fileSystem = new EfsFileSystem(this, "shared", {
      creationToken: `${namePrefix}-shared`,
      encrypted: true,
      kmsKeyId: key.arn,
      performanceMode: "generalPurpose",
      throughputMode: props.throughputMode,
      lifecyclePolicy: [
        { transitionToIa: afterDays(props.infrequentAccessAfterDays) },
        { transitionToPrimaryStorageClass: "AFTER_1_ACCESS" },
      ],
      tags: { Name: `${namePrefix}-shared-storage`, ...props.tags },
      lifecycle: { preventDestroy },
    });
    this.fileSystemId = fileSystem.id;
    this.fileSystemArn = fileSystem.arn;

    const mountTargets = new Construct(this, "mount-targets");
    for (const [zone, subnetId] of Object.entries(props.subnetIds)) {
      new EfsMountTarget(mountTargets, `shared-${zone}`, {
        fileSystemId: fileSystem.id,
        subnetId,
        securityGroups: [...props.securityGroupIds],
      });
    }
    this.accessPointId = this.addAccessPoint(fileSystem.id, namePrefix).id;
    this.addPolicy(fileSystem);
    new EfsBackupPolicy(new Construct(this, "backup"), "shared", {
      fileSystemId: fileSystem.id,
      backupPolicy: { status: "DISABLED" },
    });
  }

  private addAccessPoint(fileSystemId: string, namePrefix: string): EfsAccessPoint {
    const user = 1000;
    return new EfsAccessPoint(new Construct(this, "access-point"), "shared", {
      fileSystemId,
      posixUser: { uid: user, gid: user },
      rootDirectory: {
        path: "/shared",
        creationInfo: { ownerUid: user, ownerGid: user, permissions: "0770" },
      },
      tags: { Name: `${namePrefix}-shared-storage` },
    });
  }

  private addPolicy(fileSystem: EfsFileSystem): void {
    const everyone = [{ type: "AWS", identifiers: ["*"] }];
    const document = new DataAwsIamPolicyDocument(new Construct(this, "policy-document"), "shared", {
      statement: [
        {
          sid: "MountThroughAccessPoints",
          actions: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
          resources: [fileSystem.arn],
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
          resources: [fileSystem.arn],
          principals: everyone,
          condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
        },
      ],
    });
    new EfsFileSystemPolicy(new Construct(this, "policy"), "shared", {
      fileSystemId: fileSystem.id,
      policy: document.json,
    });
  }
}

function afterDays(days: number): string {
  return days === 1 ? "AFTER_1_DAY" : `AFTER_${days}_DAYS`;
}
