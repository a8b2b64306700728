/**
 * Resources that are paid for by use alone, which no stack knows: what is paid for each. An estimate names them instead
 * of counting them.
 */
export const byUse: Readonly<Record<string, string>> = {
  aws_backup_plan: "backups, by the GiB, and their copies to another region",
  aws_cloudfront_distribution: "requests and traffic of CloudFront",
  aws_cloudwatch_log_group: "log volume (flow logs and control planes weigh most)",
  aws_db_instance_automated_backups_replication: "replicated backups of databases, by the GiB, and their traffic",
  aws_ecr_repository: "images, by the GiB",
  aws_efs_file_system: "files, by the GiB, and reads and writes",
  aws_lambda_function: "runs of functions",
  aws_s3_bucket: "objects, by the GiB, requests, and replication",
};

/** Costs that belong to nothing in particular, or to what is counted as well. */
export const neverCounted: readonly string[] = [
  "traffic: to the internet, between zones and regions, through NAT gateways, endpoints and load balancers",
  "requests of firewalls, keys, secrets and queues; metrics and logs of what runs in the cluster",
  "snapshots beyond what comes with a database, taxes, support plans, Terraform Cloud and the agents it needs, GitHub",
];

/** Resources that AWS charges nothing for, by the beginnings of their types. */
const freePrefixes: readonly string[] = [
  "aws_acm_",
  "aws_appautoscaling_",
  "aws_autoscaling_attachment",
  "aws_backup_selection",
  "aws_backup_vault",
  "aws_budgets_budget",
  "aws_ce_",
  "aws_cloudfront_origin_access_",
  "aws_cloudfront_response_headers_policy",
  "aws_cloudwatch_event_",
  "aws_db_parameter_group",
  "aws_db_subnet_group",
  "aws_default_",
  "aws_ecr_lifecycle_policy",
  "aws_ecr_registry_",
  "aws_ecr_replication_configuration",
  "aws_ecr_repository_policy",
  "aws_efs_access_point",
  "aws_efs_backup_policy",
  "aws_efs_file_system_policy",
  "aws_efs_mount_target",
  "aws_eks_access_",
  "aws_eks_addon",
  "aws_eks_pod_identity_association",
  "aws_elasticache_global_replication_group",
  "aws_elasticache_parameter_group",
  "aws_elasticache_subnet_group",
  "aws_flow_log",
  "aws_iam_",
  "aws_internet_gateway",
  "aws_kms_alias",
  "aws_lambda_function_event_invoke_config",
  "aws_lambda_permission",
  "aws_launch_template",
  "aws_lb_listener",
  "aws_lb_target_group",
  "aws_route_table",
  "aws_route53_record",
  "aws_s3_bucket_",
  "aws_scheduler_",
  "aws_secretsmanager_secret_version",
  "aws_security_group",
  "aws_sns_topic",
  "aws_sqs_queue",
  "aws_ssm_document",
  "aws_subnet",
  "aws_vpc_dhcp_options",
  "aws_vpc_security_group_",
  "aws_wafv2_web_acl_association",
  "aws_wafv2_web_acl_logging_configuration",
  "kubernetes_",
  "random_",
  "terraform_data",
  "tfe_",
];

const freeTypes = new Set(["aws_route", "aws_vpc"]);

/** Whether a resource costs nothing by being there. */
export function isFree(type: string): boolean {
  return freeTypes.has(type) || freePrefixes.some((prefix) => type.startsWith(prefix));
}
