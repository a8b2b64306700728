import { isStateful, typeOf } from "./address-inventory";
import type { Loss } from "./plan-text";

/** Beyond the types whose addresses are kept: tables and caches, and what takes pods and their volumes with it. */
const furtherTypes = new Set([
  "aws_dynamodb_table",
  "aws_eks_node_group",
  "aws_elasticache_cluster",
  "aws_rds_cluster",
  "helm_release",
  "kubernetes_namespace_v1",
  "kubernetes_persistent_volume_claim_v1",
]);

/** Whether a loss takes data, keys, nodes or names with it, so that it needs an entry in code. What is forgotten stays. */
export function needsEntry({ address, action }: Loss): boolean {
  return action !== "forget" && (isStateful(address) || furtherTypes.has(typeOf(address)));
}
