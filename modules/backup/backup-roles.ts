import { Construct } from "constructs";
import { ServiceRole } from "../identity/service-role";

export interface BackupRolesProps {
  /** First part of the roles' names: `techally` gives `techally-backup` and `techally-restore`. */
  readonly namePrefix: string;
}

/**
 * The roles that AWS Backup takes on (https://docs.aws.amazon.com/aws-backup/latest/devguide/iam-service-roles.html).
 * Nothing that runs by itself can restore: the second role is for people who do, and good in every region.
 */
export class BackupRoles extends Construct {
  readonly backupRoleArn: string;
  readonly restoreRoleArn: string;

  constructor(scope: Construct, id: string, { namePrefix }: BackupRolesProps) {
    super(scope, id);
    this.backupRoleArn = new ServiceRole(this, "backup", {
      name: `${namePrefix}-backup`,
      description: "Lets AWS Backup make and copy the backups of the plans",
      service: "backup.amazonaws.com",
      managedPolicies: ["service-role/AWSBackupServiceRolePolicyForBackup"],
    }).arn;
    this.restoreRoleArn = new ServiceRole(this, "restore", {
      name: `${namePrefix}-restore`,
      description: "Lets AWS Backup restore what it is told to",
      service: "backup.amazonaws.com",
      managedPolicies: ["service-role/AWSBackupServiceRolePolicyForRestores"],
    }).arn;
  }
}
