import { BackupPlan as Plan } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import { Construct } from "constructs";

export interface BackupPlanProps {
  /** Name of the plan and of its selection. */
  readonly name: string;
  /** Name of the plan's only rule, such as `weekly`. */
  readonly ruleName: string;
  /** EventBridge cron expression in UTC, such as `cron(0 7 ? * SUN *)`. */
  readonly schedule: string;
  /** Minutes within which a job must have started, at least 60. */
  readonly startWindowMinutes: number;
  /** Minutes from the schedule's time within which a job must be done, at least 60 more than the start window. */
  readonly completionWindowMinutes: number;
  /** Days until a backup is deleted. */
  readonly retentionDays: number;
  readonly vaultName: string;
  /** Role that AWS Backup takes on. */
  readonly roleArn: string;
  /** ARNs of what is backed up. */
  readonly resourceArns: readonly string[];
  /**
   * Vault, also of another region, that every backup is copied to, and the days until the copy is deleted.
   * @default - backups are not copied
   */
  readonly copyTo?: { readonly vaultArn: string; readonly retentionDays: number };
}

/**
 * What AWS Backup does when, and to what (https://docs.aws.amazon.com/aws-backup/latest/devguide/about-backup-plans.html).
 * Resources are named by ARN, so neither a tag that is missing nor the account's list of enabled services leaves one out.
 */
export class BackupPlan extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: BackupPlanProps) {
    super(scope, id);
    const { name, copyTo } = props;
    const copyAction = copyTo && [
      { destinationVaultArn: copyTo.vaultArn, lifecycle: { deleteAfter: copyTo.retentionDays } },
    ];
    const plan = new Plan(this, id, {
      name,
      rule: [
        {
          ruleName: props.ruleName,
          targetVaultName: props.vaultName,
          schedule: props.schedule,
          startWindow: props.startWindowMinutes,
          completionWindow: props.completionWindowMinutes,
          lifecycle: { deleteAfter: props.retentionDays },
          copyAction,
        },
      ],
      tags: { Name: name },
    });
    this.arn = plan.arn;
    new BackupSelection(new Construct(this, "selection"), id, {
      name,
      planId: plan.id,
      iamRoleArn: props.roleArn,
      resources: [...props.resourceArns],
    });
  }
}
