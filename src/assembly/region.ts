import type { App } from "cdktf";
import type { Environment } from "../config";
import type { NetworkSection } from "../config/sections/network";
import type { BaseStackProps } from "../stacks/base-stack";
import { ClusterStack, type ClusterStackProps } from "../stacks/cluster/cluster-stack";
import { DataStack } from "../stacks/data/data-stack";
import { StandbyDataStack } from "../stacks/data/standby-data-stack";
import type { DnsStack } from "../stacks/dns-stack";
import { IngressStack, type IngressStackProps } from "../stacks/ingress-stack";
import { NetworkStack } from "../stacks/network-stack";
import { autoShutdownTags } from "../stacks/operations/auto-shutdown";
import { PlatformStack, type PlatformStackProps } from "../stacks/platform/platform-stack";
import { StorageStack, type StorageStackProps } from "../stacks/storage-stack";
import { WorkloadsStack, type WorkloadsStackProps } from "../stacks/workloads/workloads-stack";

/** One region of an environment. */
export interface Site {
  /** First part of the stacks' names: `production`, `production-dr`. */
  readonly stackPrefix: string;
  /** First part of the resources' names: `techally`, `techally-dr`. */
  readonly namePrefix: string;
  readonly network: NetworkSection;
}

/** What all stacks of an environment are made from. */
export interface Assembly {
  readonly app: App;
  readonly environment: Environment;
  /** Props that every stack of the environment has. */
  readonly base: Omit<BaseStackProps, "region">;
}

export function addNetwork({ app, base }: Assembly, site: Site): NetworkStack {
  const { namePrefix, network } = site;
  return new NetworkStack(app, `${site.stackPrefix}-network`, { ...base, region: network.region, namePrefix, network });
}

export function addStorage(
  { app, base, environment }: Assembly,
  site: Site,
  { privateSubnetIds, securityGroups }: NetworkStack,
  props: Pick<StorageStackProps, "replicateTo"> = {},
): StorageStack {
  return new StorageStack(app, `${site.stackPrefix}-storage`, {
    ...base,
    region: site.network.region,
    namePrefix: site.namePrefix,
    storage: environment.storage,
    domain: environment.dns.domain,
    subnetIds: privateSubnetIds,
    securityGroupIds: [securityGroups.efs],
    ...props,
  });
}

export function addData(assembly: Assembly, site: Site, network: NetworkStack, standbyRegion?: string): DataStack {
  const props = { ...regionalData(assembly, site, network), standbyRegion };
  return new DataStack(assembly.app, `${site.stackPrefix}-data`, props);
}

export function addStandbyData(
  assembly: Assembly,
  site: Site,
  network: NetworkStack,
  primary: DataStack,
  posture: NonNullable<Environment["disasterRecovery"]>["posture"],
): StandbyDataStack {
  const primaryRegion = assembly.environment.network.region;
  const props = { ...regionalData(assembly, site, network), primary, primaryRegion, posture };
  return new StandbyDataStack(assembly.app, `${site.stackPrefix}-data`, props);
}

/** What a region's data stack takes from its site and network. */
function regionalData({ base, environment }: Assembly, site: Site, network: NetworkStack) {
  return {
    ...base,
    region: site.network.region,
    namePrefix: site.namePrefix,
    database: environment.database,
    cache: environment.cache,
    subnetIds: Object.values(network.databaseSubnetIds),
    databaseSecurityGroupId: network.securityGroups.database,
    redisSecurityGroupId: network.securityGroups.redis,
    autoShutdownTags: autoShutdownTags(environment.autoShutdown),
  };
}

export function addCluster(
  { app, base, environment }: Assembly,
  site: Site,
  { privateSubnetIds, securityGroups }: NetworkStack,
  { backups }: StorageStack,
  props: Pick<ClusterStackProps, "cluster" | "replicatedSecretPrefixes" | "enforceDesiredCapacity">,
): ClusterStack {
  return new ClusterStack(app, `${site.stackPrefix}-cluster`, {
    ...base,
    region: site.network.region,
    namePrefix: site.namePrefix,
    privateSubnetIds,
    nodeSecurityGroupId: securityGroups.eksNodes,
    backupsBucketArn: backups.arn,
    autoShutdownTags: autoShutdownTags(environment.autoShutdown),
    ...props,
  });
}

export function addPlatform(
  { app, base, environment }: Assembly,
  site: Site,
  storage: StorageStack,
  cluster: ClusterStack,
  props: Pick<PlatformStackProps, "clusterName" | "backupSuffix" | "readableBackupFolders">,
): PlatformStack {
  return new PlatformStack(app, `${site.stackPrefix}-platform`, {
    ...base,
    region: site.network.region,
    platform: environment.platform,
    cluster: cluster.connection,
    clusterVersion: cluster.clusterVersion,
    placement: cluster.placement,
    fileSystemId: storage.fileSystemId,
    backupsBucketName: storage.backups.name,
    ...props,
  });
}

/** The stacks that a region's workloads take values from, or cannot do without. */
export interface WorkloadsProducers {
  readonly cluster: ClusterStack;
  readonly data: DataStack | StandbyDataStack;
  readonly platform: PlatformStack;
}

export function addWorkloads(
  { app, base, environment }: Assembly,
  { stackPrefix, namePrefix, network }: Site,
  { cluster, data, platform }: WorkloadsProducers,
  props: Pick<WorkloadsStackProps, "posture"> = {},
): WorkloadsStack {
  const { prefix, namespaces, services, gitops } = environment;
  const workloads = new WorkloadsStack(app, `${stackPrefix}-workloads`, {
    ...base,
    region: network.region,
    namePrefix,
    objectPrefix: prefix,
    cluster: cluster.connection,
    placement: cluster.placement,
    namespaces,
    services,
    vpcCidr: network.cidr,
    databaseCidrs: Object.values(network.subnets.database),
    secretNames: data.secretNames,
    gitops,
    ...props,
  });
  // Pods read the secrets when they start, and the plan itself needs the charts' custom resource definitions.
  workloads.addDependency(data);
  workloads.addDependency(platform);
  return workloads;
}

/** The stacks that a region's load balancer takes values from. */
export interface IngressProducers {
  readonly dns: DnsStack;
  readonly network: NetworkStack;
  readonly storage: StorageStack;
  readonly cluster: ClusterStack;
}

export function addIngress(
  { app, base, environment }: Assembly,
  site: Site,
  { dns, network, storage, cluster }: IngressProducers,
  props: Pick<IngressStackProps, "first" | "replicaRegions"> = {},
): IngressStack {
  return new IngressStack(app, `${site.stackPrefix}-ingress`, {
    ...base,
    region: site.network.region,
    namePrefix: site.namePrefix,
    edge: environment.edge,
    domain: dns.domain,
    zoneId: dns.zoneId,
    vpcId: network.vpcId,
    publicSubnetIds: network.publicSubnetIds,
    securityGroupId: network.securityGroups.alb,
    logBucketName: storage.logs.name,
    nodeAutoScalingGroupNames: cluster.nodeAutoScalingGroupNames,
    ...props,
  });
}
