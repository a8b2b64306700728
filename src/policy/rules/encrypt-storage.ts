import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { EfsFileSystem } from "@cdktf/provider-aws/lib/efs-file-system";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import type { IConstruct } from "constructs";
import type { Rule } from "../rule";

/** Databases, caches and file systems are encrypted at rest, and caches in transit. */
export const encryptStorage: Rule = {
  name: "encrypt-storage",
  check: (construct) => missing(construct).map((argument) => `${argument} is not true; set it`),
};

function missing(construct: IConstruct): string[] {
  // A replica inherits its source's encryption; a member of a global cache inherits the primary's.
  if (construct instanceof DbInstance && construct.replicateSourceDbInput === undefined) {
    return construct.storageEncryptedInput === true ? [] : ["storage_encrypted"];
  }
  if (construct instanceof EfsFileSystem) return construct.encryptedInput === true ? [] : ["encrypted"];
  if (construct instanceof ElasticacheReplicationGroup && construct.globalReplicationGroupIdInput === undefined) {
    return [
      ...(construct.atRestEncryptionEnabledInput === "true" ? [] : ["at_rest_encryption_enabled"]),
      ...(construct.transitEncryptionEnabledInput === true ? [] : ["transit_encryption_enabled"]),
    ];
  }
  return [];
}
