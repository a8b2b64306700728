import type { CacheSection } from "../../config/sections/cache";
import type { DatabaseSection } from "../../config/sections/database";
import { ports } from "../../contracts";
import { engines } from "../../versions";
import type { BaseStackProps } from "../base-stack";
import type { NetworkStack } from "../network-stack";

/** What the data stacks of both regions need. */
export interface RegionalDataProps extends BaseStackProps {
  readonly namePrefix: string;
  readonly database: DatabaseSection;
  readonly cache: CacheSection;
  /** Changes of databases and caches are made at once, and do not wait for the maintenance window. */
  readonly applyImmediately: boolean;
  readonly network: Pick<NetworkStack, "databaseSubnetIds" | "securityGroups">;
  /**
   * Tags of the database instances that are stopped at night.
   * @default - they never stop
   */
  readonly autoShutdownTags?: Readonly<Record<string, string>>;
}

/** The props that every instance of a region shares. */
export function instanceProps({ database, network, ...props }: RegionalDataProps) {
  return {
    namePrefix: props.namePrefix,
    subnetIds: Object.values(network.databaseSubnetIds),
    parameterGroupFamily: engines.postgres.parameterGroupFamily,
    maxConnections: database.maxConnections,
    securityGroupIds: [network.securityGroups.database],
    storageType: database.storageType,
    maxAllocatedStorage: database.maxAllocatedStorage,
    backupRetentionDays: database.backupRetentionDays,
    backupWindow: database.backupWindow,
    maintenanceWindow: database.maintenanceWindow,
    applyImmediately: props.applyImmediately,
    performanceInsightsRetentionDays: database.performanceInsightsRetentionDays,
    logExports: database.logExports,
    logRetentionDays: database.logRetentionDays,
    deletionProtection: database.deletionProtection,
    tags: { Environment: props.environment, ...props.autoShutdownTags },
  };
}

/** The props that a region's replication group has, alone or in a global datastore. */
export function replicationGroupProps({ cache, network, ...props }: RegionalDataProps) {
  return {
    port: ports.redis,
    replicationGroupId: `${props.namePrefix}-redis`,
    description: `Redis cluster for ${props.tags.Project ?? props.namePrefix}`,
    subnetIds: Object.values(network.databaseSubnetIds),
    securityGroupIds: [network.securityGroups.redis],
    nodes: cache.nodes,
    snapshotRetentionDays: cache.snapshotRetentionDays,
    snapshotWindow: cache.snapshotWindow,
    maintenanceWindow: cache.maintenanceWindow,
    applyImmediately: props.applyImmediately,
    logRetentionDays: cache.logRetentionDays,
    tags: { Environment: props.environment },
  };
}

/** The props of a replication group that stands on its own. */
export function standaloneProps({ cache, namePrefix }: RegionalDataProps) {
  return {
    namePrefix,
    engineVersion: engines.redis.version,
    parameterGroupFamily: engines.redis.parameterGroupFamily,
    nodeType: cache.nodeType,
    automaticFailover: cache.automaticFailover,
    multiAz: cache.multiAz,
  };
}
