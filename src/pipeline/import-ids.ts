/** Attributes of one resource, as a state holds them. */
export type Attributes = Readonly<Record<string, unknown>>;

/** Types that are imported by the value of their attribute `id`. */
const importedById = [
  "aws_acm_certificate",
  "aws_backup_plan",
  "aws_backup_vault",
  "aws_backup_vault_policy",
  "aws_budgets_budget",
  "aws_ce_anomaly_monitor",
  "aws_ce_anomaly_subscription",
  "aws_cloudfront_distribution",
  "aws_cloudfront_origin_access_identity",
  "aws_cloudfront_response_headers_policy",
  "aws_cloudwatch_composite_alarm",
  "aws_cloudwatch_dashboard",
  "aws_cloudwatch_event_rule",
  "aws_cloudwatch_log_group",
  "aws_cloudwatch_metric_alarm",
  "aws_db_parameter_group",
  "aws_db_subnet_group",
  "aws_ecr_lifecycle_policy",
  "aws_ecr_registry_scanning_configuration",
  "aws_ecr_replication_configuration",
  "aws_ecr_repository",
  "aws_ecr_repository_policy",
  "aws_efs_access_point",
  "aws_efs_backup_policy",
  "aws_efs_file_system",
  "aws_efs_file_system_policy",
  "aws_efs_mount_target",
  "aws_eip",
  "aws_eks_access_entry",
  "aws_eks_addon",
  "aws_eks_cluster",
  "aws_eks_node_group",
  "aws_elasticache_parameter_group",
  "aws_elasticache_replication_group",
  "aws_elasticache_subnet_group",
  "aws_flow_log",
  "aws_iam_openid_connect_provider",
  "aws_iam_policy",
  "aws_iam_role",
  "aws_iam_role_policy",
  "aws_internet_gateway",
  "aws_kms_alias",
  "aws_kms_key",
  "aws_lambda_function",
  "aws_launch_template",
  "aws_lb",
  "aws_lb_listener",
  "aws_lb_listener_rule",
  "aws_lb_target_group",
  "aws_nat_gateway",
  "aws_route53_health_check",
  "aws_route53_record",
  "aws_route53_zone",
  "aws_route_table",
  "aws_s3_bucket",
  "aws_s3_bucket_cors_configuration",
  "aws_s3_bucket_intelligent_tiering_configuration",
  "aws_s3_bucket_lifecycle_configuration",
  "aws_s3_bucket_logging",
  "aws_s3_bucket_ownership_controls",
  "aws_s3_bucket_policy",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_replication_configuration",
  "aws_s3_bucket_server_side_encryption_configuration",
  "aws_s3_bucket_versioning",
  "aws_scheduler_schedule",
  "aws_scheduler_schedule_group",
  "aws_secretsmanager_secret",
  "aws_secretsmanager_secret_policy",
  "aws_security_group",
  "aws_sns_topic",
  "aws_sns_topic_policy",
  "aws_sns_topic_subscription",
  "aws_sqs_queue",
  "aws_sqs_queue_policy",
  "aws_ssm_document",
  "aws_ssm_parameter",
  "aws_subnet",
  "aws_vpc",
  "aws_vpc_endpoint",
  "aws_vpc_security_group_egress_rule",
  "aws_vpc_security_group_ingress_rule",
  "aws_wafv2_web_acl_logging_configuration",
] as const;

/** Types whose import takes other attributes, joined as the provider's page of the type says. */
const joined: Readonly<Record<string, { readonly attributes: readonly string[]; readonly by: string }>> = {
  aws_backup_selection: { attributes: ["plan_id", "id"], by: "|" },
  aws_cloudwatch_event_target: { attributes: ["event_bus_name", "rule", "target_id"], by: "/" },
  // Its attribute `id` is the instance's resource id, which AWS takes in few places.
  aws_db_instance: { attributes: ["identifier"], by: "" },
  aws_eks_pod_identity_association: { attributes: ["cluster_name", "association_id"], by: "," },
  aws_iam_role_policy_attachment: { attributes: ["role", "policy_arn"], by: "/" },
  aws_lambda_permission: { attributes: ["function_name", "statement_id"], by: "/" },
  aws_wafv2_ip_set: { attributes: ["id", "name", "scope"], by: "/" },
  aws_wafv2_web_acl: { attributes: ["id", "name", "scope"], by: "/" },
};

const known: Readonly<Record<string, { readonly attributes: readonly string[]; readonly by: string }>> = {
  ...Object.fromEntries(importedById.map((type) => [type, { attributes: ["id"], by: "" }])),
  ...joined,
};

/**
 * What `terraform import` takes for a resource: each type's section "Import" on
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs.
 *
 * @param attributes - what the state holds of the resource
 * @throws Error when it is not known for the type, or an attribute that it is made of is missing.
 */
export function importId(address: string, attributes: Attributes): string {
  const [type = ""] = address.split(".");
  const form = Object.hasOwn(known, type) ? known[type] : undefined;
  if (!form) {
    throw new Error(
      `${address}: what an import of ${type} takes is not known here; look it up on the type's page in the provider's ` +
        "documentation, under Import, and add it to src/pipeline/import-ids.ts, or leave the resource in its stack",
    );
  }
  const values = form.attributes.map((name) => {
    const value = attributes[name];
    if (typeof value === "string" && value !== "") return value;
    throw new Error(
      `${address}: its import takes ${form.attributes.join(form.by)}, and the state has ${JSON.stringify(value)} for ` +
        `${name}; refresh the state of its stack, with terraform apply -refresh-only in the earlier output`,
    );
  });
  return values.join(form.by);
}
