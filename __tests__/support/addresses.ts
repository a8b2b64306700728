import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "./output-folder";
import type { StackJson } from "./stack-json";

/** Addresses of every stack, as committed. */
export type AddressInventory = Record<string, readonly string[]>;

export const inventoryFile = path.join(projectRoot, "__tests__", "addresses.inventory.json");

/** Resource types whose loss loses data, keys or names that others rely on. */
const statefulTypes = new Set([
  "aws_backup_vault",
  "aws_cloudfront_distribution",
  "aws_db_instance",
  "aws_ecr_repository",
  "aws_efs_file_system",
  "aws_eip",
  "aws_eks_cluster",
  "aws_elasticache_global_replication_group",
  "aws_elasticache_replication_group",
  "aws_kms_key",
  "aws_route53_zone",
  "aws_s3_bucket",
  "aws_secretsmanager_secret",
  "aws_vpc",
  "random_password",
]);

export function isStateful(address: string): boolean {
  return statefulTypes.has(address.split(".")[0] ?? "");
}

export function readInventory(): AddressInventory {
  return fs.existsSync(inventoryFile) ? JSON.parse(fs.readFileSync(inventoryFile, "utf8")) : {};
}

/** Stateful addresses of the inventory that a stack no longer has, without a `moved` block that says where they went. */
export function lostAddresses(inventory: readonly string[], stack: StackJson | undefined): string[] {
  const present = new Set(stack?.addresses ?? []);
  const moves = (stack?.root.moved ?? []) as unknown as readonly { from: string; to: string }[];
  const moved = new Set(moves.filter(({ to }) => present.has(to)).map(({ from }) => from));
  return inventory.filter((address) => isStateful(address) && !present.has(address) && !moved.has(address));
}
