import type { App } from "cdktf";
import { type Environment, resolveState } from "./config";
import type { NetworkSection } from "./config/sections/network";
import { secretNaming } from "./secret-naming";
import type { BaseStackProps } from "./stacks/base-stack";
import { ClusterStack, type ClusterStackProps } from "./stacks/cluster-stack";
import { DataStack } from "./stacks/data-stack";
import { DnsStack } from "./stacks/dns-stack";
import { NetworkStack } from "./stacks/network-stack";
import { StandbyDataStack } from "./stacks/standby-data-stack";
import { StorageStack } from "./stacks/storage-stack";
import { WorkloadsStack } from "./stacks/workloads-stack";
import { standbyCluster } from "./standby-sizes";

/** One region of an environment. */
interface Site {
  /** First part of the stacks' names: `production`, `production-dr`. */
  readonly stackPrefix: string;
  /** First part of the resources' names: `techally`, `techally-dr`. */
  readonly namePrefix: string;
  readonly network: NetworkSection;
}

/** What the stacks of an environment have in common. */
type Base = Omit<BaseStackProps, "region">;

/** The stacks of one environment, producers before consumers. */
export function addEnvironment(app: App, environment: Environment): void {
  const { name, prefix, accountId, tags, dns, network, cluster, database, cache, disasterRecovery } = environment;
  const base: Base = { environment: name, tags, accountId, state: resolveState(environment.state) };
  const primary: Site = { stackPrefix: name, namePrefix: prefix, network };
  const standby: Site | undefined = disasterRecovery && {
    stackPrefix: `${name}-dr`,
    namePrefix: `${prefix}-dr`,
    network: disasterRecovery.network,
  };

  new DnsStack(app, `${name}-dns`, { ...base, region: network.region, dns });
  const primaryNetwork = addNetwork(app, base, primary);
  const standbyNetwork = standby && addNetwork(app, base, standby);

  // The standby's buckets come first: the primary region's are copied to them.
  const addStorage = (site: Site, { privateSubnetIds, securityGroups }: NetworkStack, replicateTo?: StorageStack) =>
    new StorageStack(app, `${site.stackPrefix}-storage`, {
      ...base,
      region: site.network.region,
      namePrefix: site.namePrefix,
      storage: environment.storage,
      domain: dns.domain,
      subnetIds: privateSubnetIds,
      securityGroupIds: [securityGroups.efs],
      replicateTo,
    });
  const standbyStorage = standby && standbyNetwork && addStorage(standby, standbyNetwork);
  const primaryStorage = addStorage(primary, primaryNetwork, standbyStorage);

  const primaryData = new DataStack(app, `${name}-data`, {
    ...base,
    ...regionalData(primary, primaryNetwork),
    database,
    cache,
    standbyRegion: disasterRecovery?.network.region,
  });
  primaryData.addDependency(primaryNetwork);

  const addCluster = (
    site: Site,
    network: NetworkStack,
    storage: StorageStack,
    props: Pick<ClusterStackProps, "cluster" | "replicatedSecretPrefixes" | "enforceDesiredCapacity">,
  ) =>
    new ClusterStack(app, `${site.stackPrefix}-cluster`, {
      ...base,
      region: site.network.region,
      namePrefix: site.namePrefix,
      privateSubnetIds: network.privateSubnetIds,
      nodeSecurityGroupId: network.securityGroups.eksNodes,
      backupsBucketArn: storage.backups.arn,
      ...props,
    });
  const primaryCluster = addCluster(primary, primaryNetwork, primaryStorage, { cluster });
  addWorkloads(app, base, primary, environment, primaryCluster, primaryData);

  if (disasterRecovery && standby && standbyNetwork && standbyStorage) {
    const { posture } = disasterRecovery;
    const standbyData = new StandbyDataStack(app, `${name}-dr-data`, {
      ...base,
      ...regionalData(standby, standbyNetwork),
      database,
      cache,
      primaryRegion: network.region,
      primary: primaryData,
      posture,
    });
    standbyData.addDependency(primaryData);
    standbyData.addDependency(standbyNetwork);
    const secondCluster = addCluster(standby, standbyNetwork, standbyStorage, {
      cluster: standbyCluster(cluster, posture),
      replicatedSecretPrefixes: [prefix],
      // Activating the region raises the minimum; see NodeGroupProps.
      enforceDesiredCapacity: posture === "active",
    });
    addWorkloads(app, base, standby, environment, secondCluster, standbyData, posture);
  }
}

/** What a region's data stack takes from its site and network. */
function regionalData({ namePrefix, network }: Site, { databaseSubnetIds, securityGroups }: NetworkStack) {
  return {
    region: network.region,
    namePrefix,
    subnetIds: Object.values(databaseSubnetIds),
    databaseSecurityGroupId: securityGroups.database,
    redisSecurityGroupId: securityGroups.redis,
  };
}

function addWorkloads(
  app: App,
  base: Base,
  { stackPrefix, namePrefix, network }: Site,
  { prefix, namespaces, services, gitops }: Environment,
  cluster: ClusterStack,
  data: DataStack | StandbyDataStack,
  posture?: "standby" | "active",
): void {
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
    secretName: secretNaming(prefix, data.secretNames),
    posture,
    gitops,
  });
  workloads.addDependency(cluster);
  workloads.addDependency(data);
}

function addNetwork(app: App, base: Base, { stackPrefix, namePrefix, network }: Site): NetworkStack {
  return new NetworkStack(app, `${stackPrefix}-network`, { ...base, region: network.region, namePrefix, network });
}
