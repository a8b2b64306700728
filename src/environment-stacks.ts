import type { App } from "cdktf";
import { type Environment, resolveState } from "./config";
import type { NetworkSection } from "./config/sections/network";
import type { BaseStackProps } from "./stacks/base-stack";
import { ClusterStack, type ClusterStackProps } from "./stacks/cluster-stack";
import { DnsStack } from "./stacks/dns-stack";
import { NetworkStack } from "./stacks/network-stack";
import { PlatformStack } from "./stacks/platform-stack";
import { StorageStack } from "./stacks/storage-stack";
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
  const { name, prefix, accountId, tags, dns, network, cluster, disasterRecovery } = environment;
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
  const storage = { ...base, storage: environment.storage, domain: dns.domain };
  const standbyStorage =
    standby &&
    standbyNetwork &&
    new StorageStack(app, `${standby.stackPrefix}-storage`, {
      ...storage,
      ...storageSite(standby, standbyNetwork),
      staticAssetsPolicy: "tls-only",
    });
  const primaryStorage = new StorageStack(app, `${primary.stackPrefix}-storage`, {
    ...storage,
    ...storageSite(primary, primaryNetwork),
    replicateTo: standbyStorage,
  });

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
  const platform = { ...base, platform: environment.platform };
  const primaryCluster = addCluster(primary, primaryNetwork, primaryStorage, { cluster });
  new PlatformStack(app, `${primary.stackPrefix}-platform`, {
    ...platform,
    ...platformSite(primary, primaryCluster, primaryStorage),
    clusterName: cluster.name,
  });
  if (disasterRecovery && standby && standbyNetwork && standbyStorage) {
    const standbyConfig = standbyCluster(cluster, disasterRecovery.posture);
    const standbyStack = addCluster(standby, standbyNetwork, standbyStorage, {
      cluster: standbyConfig,
      replicatedSecretPrefixes: [prefix],
      // Activating the region raises the minimum; see NodeGroupProps.
      enforceDesiredCapacity: disasterRecovery.posture === "active",
    });
    // The primary region's backups are copied into this bucket, beside the region's own.
    new PlatformStack(app, `${standby.stackPrefix}-platform`, {
      ...platform,
      ...platformSite(standby, standbyStack, standbyStorage),
      clusterName: standbyConfig.name,
      backupSuffix: "dr",
      readableBackupFolders: ["etcd"],
    });
  }
}

function addNetwork(app: App, base: Base, { stackPrefix, namePrefix, network }: Site): NetworkStack {
  return new NetworkStack(app, `${stackPrefix}-network`, { ...base, region: network.region, namePrefix, network });
}

/** Where a region's storage goes. */
function storageSite({ namePrefix, network }: Site, { privateSubnetIds, securityGroups }: NetworkStack) {
  return {
    region: network.region,
    namePrefix,
    subnetIds: privateSubnetIds,
    securityGroupIds: [securityGroups.efs],
  };
}

/** The cluster that a region's platform goes into, and where it stores what it keeps. */
function platformSite({ network }: Site, cluster: ClusterStack, storage: StorageStack) {
  return {
    region: network.region,
    cluster: cluster.connection,
    clusterVersion: cluster.clusterVersion,
    placement: cluster.placement,
    fileSystemId: storage.fileSystemId,
    backupsBucketName: storage.backups.name,
  };
}
