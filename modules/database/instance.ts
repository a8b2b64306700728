import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { DbInstanceConfig } from "@cdktf/provider-aws/lib/db-instance";
import type { Construct } from "constructs";
import type { DatabaseFoundation } from "./database-foundation";

/** What primaries and replicas have in common. */
export interface InstanceProps {
  /** Identifier of the instance; unique in its account and region. */
  readonly identifier: string;
  /** Class of the instance, such as `db.r6g.xlarge`. */
  readonly instanceClass: string;
  /** Subnets, parameters and monitoring role of the instance's region. */
  readonly foundation: DatabaseFoundation;
  readonly securityGroupIds: readonly string[];
  /** ARN of the region's key; it encrypts Performance Insights, and the storage unless that is inherited. */
  readonly kmsKeyArn: string;
  /** Kind of storage, such as `gp3`. */
  readonly storageType: string;
  /** Size up to which RDS grows the storage by itself, in GiB. */
  readonly maxAllocatedStorage: number;
  /** Weekly window in UTC, `sun:04:00-sun:05:00`. */
  readonly maintenanceWindow: string;
  /**
   * Makes changes at once instead of in the next maintenance window.
   * @default false
   */
  readonly applyImmediately?: boolean;
  /** Days that Performance Insights keeps: 7, 731, or a multiple of 31. */
  readonly performanceInsightsRetentionDays: number;
  /** Logs that go to CloudWatch, such as `postgresql`. */
  readonly logExports: readonly string[];
  /** Days that CloudWatch keeps the logs. */
  readonly logRetentionDays: number;
  /**
   * Tags beside the name.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * The arguments that every instance is created with, whatever its role.
 *
 * Enhanced monitoring takes a sample each minute (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.html).
 */
export function commonArguments(scope: Construct, id: string, props: InstanceProps) {
  return {
    identifier: props.identifier,
    instanceClass: props.instanceClass,
    parameterGroupName: props.foundation.parameterGroupName,
    vpcSecurityGroupIds: [...props.securityGroupIds],
    // Left out, Terraform would plan to replace a replica, which is encrypted because its primary is.
    storageEncrypted: true,
    // RDS does not hand it on to replicas.
    storageType: props.storageType,
    maxAllocatedStorage: props.maxAllocatedStorage,
    publiclyAccessible: false,
    iamDatabaseAuthenticationEnabled: true,
    copyTagsToSnapshot: true,
    maintenanceWindow: props.maintenanceWindow,
    // RDS' own default; left out, so that nothing stands where the instance is described without it.
    applyImmediately: props.applyImmediately || undefined,
    databaseInsightsMode: "standard",
    performanceInsightsEnabled: true,
    performanceInsightsRetentionPeriod: props.performanceInsightsRetentionDays,
    performanceInsightsKmsKeyId: props.kmsKeyArn,
    monitoringInterval: 60,
    monitoringRoleArn: props.foundation.monitoringRoleArn,
    enabledCloudwatchLogsExports: [...props.logExports],
    // RDS creates the groups it misses, and those keep their events for ever.
    dependsOn: addLogGroups(scope, id, props),
  } satisfies DbInstanceConfig;
}

function addLogGroups(scope: Construct, id: string, { identifier, logExports, logRetentionDays }: InstanceProps) {
  return logExports.map(
    (log) =>
      new CloudwatchLogGroup(scope, `${id}_${log.replaceAll("-", "_")}`, {
        name: `/aws/rds/instance/${identifier}/${log}`,
        retentionInDays: logRetentionDays,
      }),
  );
}
