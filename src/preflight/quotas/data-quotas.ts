import { numberOf, type PlannedResource, textOf } from "../../pipeline/planned-resources";
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
      return [{ now: databases.reduce((sum, database) => sum + storageOf(plan.resources, database), 0) }];
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

/** GiB of an instance; a replica, also one in another region, is as large as what it copies. */
export function storageOf(resources: readonly PlannedResource[], database: PlannedResource): number {
  const own = numberOf(database, "allocated_storage");
  if (own !== undefined) return own;
  const environment = database.stack.split("-")[0] ?? "";
  const sources = resources.filter(
    ({ type, stack, arguments: values }) =>
      type === "aws_db_instance" && stack.startsWith(`${environment}-`) && values.allocated_storage !== undefined,
  );
  return Math.max(0, ...sources.map((source) => numberOf(source, "allocated_storage") ?? 0));
}
