/** What Terraform needs in AWS to create, read, change and destroy resources of a type. */
export interface ResourceGrant {
  /** Actions in the environment's regions. IAM's reference says which can be narrowed further; most creations cannot. */
  readonly regional?: readonly string[];
  /** Actions of services that have one endpoint for all regions. */
  readonly global?: readonly string[];
  /** Actions that are allowed by the names of what they touch; what they are is in `apply-permissions.ts`. */
  readonly named?: readonly NamedResource[];
  /** Services that get a role of the environment's to act with: `iam:PassRole`. */
  readonly passesRolesTo?: readonly string[];
  /** Services that keep a role of their own in the account, which the first resource of the kind creates. */
  readonly serviceRoles?: readonly string[];
}

/** Resources whose names, or tags, say which environment they are of. */
export type NamedResource = "buckets" | "clusters" | "keys" | "records" | "roles" | "secrets";

const ec2 = (...actions: string[]): ResourceGrant => ({
  regional: ["ec2:Describe*", "ec2:Get*", "ec2:CreateTags", "ec2:DeleteTags", ...actions],
});
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html
const logDelivery = ["logs:*LogDeliver*", "logs:*ResourcePolic*", "logs:DescribeLogGroups"];
const bucket: ResourceGrant = { named: ["buckets"] };
const iamRole: ResourceGrant = { named: ["roles"], global: ["iam:Get*", "iam:List*"] };
const eksReads = ["eks:Describe*", "eks:List*"];
const clusterPart: ResourceGrant = { named: ["clusters"], regional: eksReads };
const key: ResourceGrant = { named: ["keys"], regional: ["kms:ListAliases", "kms:ListKeys"] };
const secret: ResourceGrant = { named: ["secrets"] };
const balancer: ResourceGrant = {
  regional: [
    "ec2:Describe*",
    "elasticloadbalancing:*Tags",
    "elasticloadbalancing:*Targets",
    "elasticloadbalancing:Create*",
    "elasticloadbalancing:Delete*",
    "elasticloadbalancing:Describe*",
    "elasticloadbalancing:Modify*",
    "elasticloadbalancing:Set*",
  ],
  serviceRoles: ["elasticloadbalancing.amazonaws.com"],
};
const firewall: ResourceGrant = {
  regional: [
    "elasticloadbalancing:SetWebAcl",
    "wafv2:*LoggingConfiguration*",
    "wafv2:*Resource",
    "wafv2:*WebACL*",
    "wafv2:CheckCapacity",
    ...logDelivery,
  ],
  serviceRoles: ["wafv2.amazonaws.com"],
};
// Start and stop are what wakes an environment before it is applied.
const database: ResourceGrant = {
  regional: [
    "ec2:Describe*",
    "rds:*DBInstance*",
    "rds:*DBParameter*",
    "rds:*DBSubnetGroup*",
    "rds:*ReadReplica",
    "rds:*Tags*",
    "rds:CreateDBSnapshot",
    "rds:DeleteDBSnapshot",
    "rds:Describe*",
  ],
  passesRolesTo: ["monitoring.rds.amazonaws.com", "rds.amazonaws.com"],
  serviceRoles: ["rds.amazonaws.com"],
};
const cache: ResourceGrant = {
  regional: [
    "ec2:Describe*",
    "elasticache:*GlobalReplicationGroup",
    "elasticache:*ReplicaCount",
    "elasticache:*Tags*",
    "elasticache:Create*",
    "elasticache:Delete*",
    "elasticache:Describe*",
    "elasticache:Modify*",
    "elasticache:Reset*",
    ...logDelivery,
  ],
  serviceRoles: ["elasticache.amazonaws.com"],
};
const fileSystem: ResourceGrant = {
  regional: [
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:Describe*",
    "ec2:ModifyNetworkInterfaceAttribute",
    "elasticfilesystem:*AccessPoint*",
    "elasticfilesystem:*BackupPolicy",
    "elasticfilesystem:*FileSystem*",
    "elasticfilesystem:*LifecycleConfiguration",
    "elasticfilesystem:*MountTarget*",
    "elasticfilesystem:*Resource",
    "elasticfilesystem:*Tags",
    "elasticfilesystem:Describe*",
  ],
  serviceRoles: ["backup.amazonaws.com", "elasticfilesystem.amazonaws.com"],
};
const backup: ResourceGrant = {
  regional: [
    "backup-storage:MountCapsule",
    "backup:*BackupPlan*",
    "backup:*BackupSelection*",
    "backup:*BackupVault*",
    "backup:*Resource",
    "backup:DeleteRecoveryPoint",
    "backup:DescribeRecoveryPoint",
    "backup:ListTags",
  ],
  passesRolesTo: ["backup.amazonaws.com"],
  serviceRoles: ["backup.amazonaws.com"],
};
const distribution: ResourceGrant = {
  global: [
    "cloudfront:*Distribution*",
    "cloudfront:*OriginAccess*",
    "cloudfront:*Resource",
    "cloudfront:*ResponseHeadersPolic*",
    "cloudfront:Get*",
    "cloudfront:List*",
  ],
  regional: ["wafv2:*WebACL*", "acm:DescribeCertificate"],
};
const certificate: ResourceGrant = {
  regional: [
    "acm:*Tags*",
    "acm:DeleteCertificate",
    "acm:DescribeCertificate",
    "acm:RequestCertificate",
    "acm:UpdateCertificateOptions",
  ],
  serviceRoles: ["acm.amazonaws.com"],
};
const events: ResourceGrant = { regional: ["events:*Resource", "events:*Rule*", "events:*Targets*"] };
const schedule: ResourceGrant = {
  regional: ["scheduler:*Resource", "scheduler:*Schedule*"],
  passesRolesTo: ["scheduler.amazonaws.com"],
};
const lambda: ResourceGrant = {
  regional: [
    "lambda:*Permission",
    "lambda:*Resource",
    "lambda:Create*",
    "lambda:Delete*",
    "lambda:Get*",
    "lambda:List*",
    "lambda:PublishVersion",
    "lambda:PutFunction*",
    "lambda:Update*",
  ],
  passesRolesTo: ["lambda.amazonaws.com"],
};
const topic: ResourceGrant = {
  regional: ["sns:*Permission", "sns:*ubscri*", "sns:*Resource", "sns:*Topic*"],
};
const queue: ResourceGrant = {
  regional: [
    "sqs:*Permission",
    "sqs:*QueueAttributes",
    "sqs:CreateQueue",
    "sqs:DeleteQueue",
    "sqs:GetQueueUrl",
    "sqs:ListQueueTags",
    "sqs:TagQueue",
    "sqs:UntagQueue",
  ],
};
const registry: ResourceGrant = {
  regional: [
    "ecr:*LifecyclePolicy*",
    "ecr:*Registry*",
    "ecr:*ReplicationConfiguration",
    "ecr:*Repositor*",
    "ecr:*Resource",
    // Not ecr:PutImage, which pushes.
    "ecr:PutImageS*",
    "ecr:PutImageT*",
  ],
  serviceRoles: ["replication.ecr.amazonaws.com"],
};
const anomalies: ResourceGrant = { global: ["ce:*Anomaly*", "ce:*Resource"] };
const zone: ResourceGrant = { global: ["route53:*HostedZone*", "route53:Get*", "route53:List*", "route53:*Tags*"] };
const nothing: ResourceGrant = { regional: [] };

/**
 * What each type of resource or data source of AWS needs, by its name in Terraform. Actions are those of
 * https://docs.aws.amazon.com/service-authorization/latest/reference/; those that read or share what users keep in a service
 * are left out.
 */
export const resourceGrants: Readonly<Record<string, ResourceGrant>> = {
  aws_vpc: ec2("ec2:*Vpc", "ec2:ModifyVpcAttribute"),
  aws_subnet: ec2("ec2:*Subnet*"),
  aws_internet_gateway: ec2("ec2:*InternetGateway"),
  aws_nat_gateway: ec2("ec2:*NatGateway*"),
  aws_eip: ec2("ec2:*Address", "ec2:ModifyAddressAttribute"),
  aws_route_table: ec2("ec2:*RouteTable*"),
  aws_route_table_association: ec2("ec2:*RouteTable*"),
  aws_route: ec2("ec2:*Route"),
  aws_security_group: ec2("ec2:*SecurityGroup*"),
  aws_default_security_group: ec2("ec2:*SecurityGroup*"),
  aws_vpc_endpoint: { ...ec2("ec2:*VpcEndpoint*"), global: ["route53:AssociateVPCWithHostedZone"] },
  aws_flow_log: { ...ec2("ec2:*FlowLogs"), passesRolesTo: ["vpc-flow-logs.amazonaws.com"] },
  aws_launch_template: ec2("ec2:*LaunchTemplate*"),
  aws_ec2_managed_prefix_list: ec2(),

  // A cluster that is to be created has no name that IAM could compare.
  aws_eks_cluster: {
    named: ["clusters"],
    regional: ["eks:CreateCluster", ...eksReads],
    passesRolesTo: ["eks.amazonaws.com"],
    serviceRoles: ["eks.amazonaws.com"],
  },
  // EKS tries the launch template with the permissions of whoever creates the group.
  aws_eks_node_group: {
    named: ["clusters"],
    ...ec2("ec2:RunInstances", ...eksReads),
    passesRolesTo: ["ec2.amazonaws.com", "eks.amazonaws.com"],
    serviceRoles: ["autoscaling.amazonaws.com", "eks-nodegroup.amazonaws.com", "spot.amazonaws.com"],
  },
  aws_eks_addon: clusterPart,
  aws_eks_addon_version: clusterPart,
  aws_eks_cluster_auth: nothing,
  aws_eks_access_entry: clusterPart,
  aws_eks_access_policy_association: clusterPart,
  aws_eks_pod_identity_association: { ...clusterPart, passesRolesTo: ["pods.eks.amazonaws.com"] },
  aws_autoscaling_attachment: {
    regional: ["autoscaling:*LoadBalancerTargetGroups", "autoscaling:*TrafficSources", "autoscaling:Describe*"],
  },

  aws_lb: balancer,
  aws_lb_listener: balancer,
  aws_lb_listener_rule: balancer,
  aws_lb_target_group: balancer,
  aws_wafv2_web_acl: firewall,
  aws_wafv2_web_acl_association: firewall,
  aws_wafv2_web_acl_logging_configuration: firewall,
  aws_acm_certificate: certificate,
  aws_acm_certificate_validation: certificate,

  aws_db_instance: database,
  aws_db_instance_automated_backups_replication: database,
  aws_db_parameter_group: database,
  aws_db_subnet_group: database,
  aws_rds_reserved_instance: { ...database, regional: ["rds:*Tags*", "rds:Describe*", "rds:Purchase*"] },
  aws_rds_reserved_instance_offering: database,
  aws_elasticache_global_replication_group: cache,
  aws_elasticache_parameter_group: cache,
  aws_elasticache_replication_group: cache,
  aws_elasticache_reserved_cache_node: {
    regional: ["elasticache:*Tags*", "elasticache:Describe*", "elasticache:Purchase*"],
  },
  aws_elasticache_reserved_cache_node_offering: cache,
  aws_elasticache_subnet_group: cache,
  aws_efs_access_point: fileSystem,
  aws_efs_backup_policy: fileSystem,
  aws_efs_file_system: fileSystem,
  aws_efs_file_system_policy: fileSystem,
  aws_efs_mount_target: fileSystem,
  aws_backup_plan: backup,
  aws_backup_selection: backup,
  aws_backup_vault: backup,
  aws_backup_vault_lock_configuration: backup,
  aws_backup_vault_policy: backup,

  aws_s3_bucket: bucket,
  aws_s3_bucket_cors_configuration: bucket,
  aws_s3_bucket_intelligent_tiering_configuration: bucket,
  aws_s3_bucket_lifecycle_configuration: bucket,
  aws_s3_bucket_logging: bucket,
  aws_s3_bucket_ownership_controls: bucket,
  aws_s3_bucket_policy: bucket,
  aws_s3_bucket_public_access_block: bucket,
  aws_s3_bucket_replication_configuration: { ...bucket, passesRolesTo: ["s3.amazonaws.com"] },
  aws_s3_bucket_server_side_encryption_configuration: bucket,
  aws_s3_bucket_versioning: bucket,
  aws_kms_alias: key,
  aws_kms_key: key,
  aws_secretsmanager_secret: secret,
  aws_secretsmanager_secret_version: secret,

  aws_cloudfront_distribution: distribution,
  aws_cloudfront_origin_access_identity: distribution,
  aws_cloudfront_response_headers_policy: distribution,
  aws_route53_zone: zone,
  aws_route53_record: { ...zone, named: ["records"] },

  aws_cloudwatch_log_group: {
    regional: ["logs:*KmsKey", "logs:*LogGroup*", "logs:*Resource", "logs:*RetentionPolicy"],
  },
  aws_cloudwatch_metric_alarm: { regional: ["cloudwatch:*Alarm*", "cloudwatch:*Resource"] },
  aws_cloudwatch_event_rule: events,
  aws_cloudwatch_event_target: events,
  aws_scheduler_schedule: schedule,
  aws_scheduler_schedule_group: schedule,
  aws_lambda_function: lambda,
  aws_lambda_function_event_invoke_config: lambda,
  aws_sns_topic: topic,
  aws_sns_topic_policy: topic,
  aws_sns_topic_subscription: topic,
  aws_sqs_queue: queue,
  aws_sqs_queue_policy: queue,
  aws_ssm_document: {
    regional: ["ssm:*Document*", "ssm:*Tags*Resource"],
  },

  aws_budgets_budget: { global: ["budgets:*Budget", "budgets:*Resource"] },
  aws_ce_anomaly_monitor: anomalies,
  aws_ce_anomaly_subscription: anomalies,
  aws_ce_cost_allocation_tag: { global: ["ce:*CostAllocationTag*"] },
  aws_ecr_lifecycle_policy: registry,
  aws_ecr_registry_scanning_configuration: registry,
  aws_ecr_replication_configuration: registry,
  aws_ecr_repository: registry,

  aws_iam_role: iamRole,
  aws_iam_role_policy: iamRole,
  aws_iam_role_policy_attachment: iamRole,
  // Read alone: boundaries and identity providers are an administrator's.
  aws_iam_policy: iamRole,
  aws_iam_openid_connect_provider: iamRole,
  aws_iam_policy_document: nothing,
  aws_caller_identity: nothing,
};
