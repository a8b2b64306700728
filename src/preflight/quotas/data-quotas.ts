import { databaseStorage } from "../../pipeline/database-storage";
import { numberOf, textOf } from "../../pipeline/planned-resources";
import type { Plan } from "../plan";
import { countOf, type Quota, usageOf } from "./quota";

const rdsPage = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html";

interface Database {
  readonly DBInstanceIdentifier: string;
  readonly AllocatedStorage: number;
}
interface CacheCluster {
  readonly NumCacheNodes: number;
  readonly ReplicationGroupId?: string;
}

const describeDatabases = ["rds", "describe-db-instances"];

/** Quotas of databases and caches. */
export const dataQuotas: readonly Quota[] = [
  {
    service: "rds",
    code: "L-7B6409FD",
    name: "RDS instances",
    byDefault: 40,
    source: rdsPage,
    needed: countOf("aws_db_instance"),
    usage: async ({ aws, region, plan }) => {
      const own = identifiersOf(plan, "aws_db_instance", "identifier");
      const { DBInstances } = await aws.ask<{ DBInstances?: Database[] }>(describeDatabases, region);
      return usageOf(DBInstances, ({ DBInstanceIdentifier }) => own.has(DBInstanceIdentifier));
    },
  },
  {
    service: "rds",
    code: "L-7ADDB58A",
    name: "GiB of storage of all RDS instances",
    byDefault: 100_000,
    source: rdsPage,
    needed: (resources, plan) => {
      const databases = resources.filter(({ type }) => type === "aws_db_instance");
      if (databases.length === 0) return [];
      return [{ now: databases.reduce((sum, database) => sum + (databaseStorage(plan.resources, database) ?? 0), 0) }];
    },
    usage: async ({ aws, region, plan }) => {
      const own = identifiersOf(plan, "aws_db_instance", "identifier");
      const { DBInstances = [] } = await aws.ask<{ DBInstances?: Database[] }>(describeDatabases, region);
      const sum = (some: readonly Database[]) => some.reduce((total, item) => total + item.AllocatedStorage, 0);
      const ours = DBInstances.filter(({ DBInstanceIdentifier }) => own.has(DBInstanceIdentifier));
      return [{ used: sum(DBInstances), own: sum(ours) }];
    },
  },
  {
    service: "elasticache",
    code: "L-DFE45DF3",
    name: "ElastiCache nodes",
    byDefault: 300,
    source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html",
    needed: (resources) => {
      const groups = resources.filter(({ type }) => type === "aws_elasticache_replication_group");
      if (groups.length === 0) return [];
      return [{ now: groups.reduce((sum, group) => sum + (numberOf(group, "num_cache_clusters") ?? 1), 0) }];
    },
    usage: async ({ aws, region, plan }) => {
      const own = identifiersOf(plan, "aws_elasticache_replication_group", "replication_group_id");
      const command = ["elasticache", "describe-cache-clusters"];
      const { CacheClusters = [] } = await aws.ask<{ CacheClusters?: CacheCluster[] }>(command, region);
      const sum = (some: readonly CacheCluster[]) => some.reduce((total, item) => total + item.NumCacheNodes, 0);
      const ours = CacheClusters.filter(({ ReplicationGroupId = "" }) => own.has(ReplicationGroupId));
      return [{ used: sum(CacheClusters), own: sum(ours) }];
    },
  },
];

export function identifiersOf({ resources }: Plan, type: string, key: string): ReadonlySet<string> {
  const planned = resources.filter((resource) => resource.type === type);
  return new Set(planned.flatMap((resource) => textOf(resource, key) ?? []));
}
