import type { App } from "cdktf";
import { type Environment, resolveState } from "./config";
import type { NetworkSection } from "./config/sections/network";
import type { BaseStackProps } from "./stacks/base-stack";
import { ClusterStack, type ClusterStackProps } from "./stacks/cluster-stack";
import { DnsStack } from "./stacks/dns-stack";
import { NetworkStack } from "./stacks/network-stack";
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
  addCluster(primary, primaryNetwork, primaryStorage, { cluster });
  if (disasterRecovery && standby && standbyNetwork && standbyStorage) {
    addCluster(standby, standbyNetwork, standbyStorage, {
      cluster: standbyCluster(cluster, disasterRecovery.posture),
      replicatedSecretPrefixes: [prefix],
      // Activating the region raises the minimum; see NodeGroupProps.
      enforceDesiredCapacity: disasterRecovery.posture === "active",
    });
  }
}

function addNetwork(app: App, base: Base, { stackPrefix, namePrefix, network }: Site): NetworkStack {
  return new NetworkStack(app, `${stackPrefix}-network`, { ...base, region: network.region, namePrefix, network });
}
