import type { App } from "cdktf";
import { type Environment, resolveState } from "./config";
import type { NetworkSection } from "./config/sections/network";
import type { BaseStackProps } from "./stacks/base-stack";
import { ClusterStack, type ClusterStackProps } from "./stacks/cluster-stack";
import { DnsStack } from "./stacks/dns-stack";
import { type EdgeSite, EdgeStack } from "./stacks/edge-stack";
import { IngressStack, type IngressStackProps } from "./stacks/ingress-stack";
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

  const zone = new DnsStack(app, `${name}-dns`, { ...base, region: network.region, dns });
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
      vpcId: network.vpcId,
      privateSubnetIds: network.privateSubnetIds,
      nodeSecurityGroupId: network.securityGroups.eksNodes,
      backupsBucketArn: storage.backups.arn,
      ...props,
    });
  const addIngress = (
    site: Site,
    { vpcId, publicSubnetIds, securityGroups }: NetworkStack,
    storage: StorageStack,
    { nodeAutoScalingGroupNames }: ClusterStack,
    props: Pick<IngressStackProps, "first" | "replicaRegions">,
  ) =>
    new IngressStack(app, `${site.stackPrefix}-ingress`, {
      ...base,
      region: site.network.region,
      namePrefix: site.namePrefix,
      edge: environment.edge,
      domain: dns.domain,
      zoneId: zone.zoneId,
      vpcId,
      publicSubnetIds,
      securityGroupId: securityGroups.alb,
      logBucketName: storage.logs.name,
      nodeAutoScalingGroupNames,
      ...props,
    });

  const primaryCluster = addCluster(primary, primaryNetwork, primaryStorage, { cluster });
  const primaryIngress = addIngress(primary, primaryNetwork, primaryStorage, primaryCluster, {
    replicaRegions: standby && [standby.network.region],
  });
  const edgeSite = ({ network }: Site, ingress: IngressStack, { staticAssets }: StorageStack): EdgeSite => ({
    region: network.region,
    ingress,
    staticAssets,
  });
  let standbyEdge: EdgeSite | undefined;
  if (disasterRecovery && standby && standbyNetwork && standbyStorage) {
    const nodes = addCluster(standby, standbyNetwork, standbyStorage, {
      cluster: standbyCluster(cluster, disasterRecovery.posture),
      replicatedSecretPrefixes: [prefix],
      // Activating the region raises the minimum; see NodeGroupProps.
      enforceDesiredCapacity: disasterRecovery.posture === "active",
    });
    const ingress = addIngress(standby, standbyNetwork, standbyStorage, nodes, {
      first: { region: network.region, originSecretArn: primaryIngress.originSecretArn },
    });
    standbyEdge = edgeSite(standby, ingress, standbyStorage);
  }

  const { edge } = environment;
  new EdgeStack(app, `${name}-edge`, {
    ...base,
    namePrefix: prefix,
    edge,
    domain: dns.domain,
    zoneId: zone.zoneId,
    primary: edgeSite(primary, primaryIngress, primaryStorage),
    standby: standbyEdge,
    standbyServes: disasterRecovery?.posture === "active",
    corsOrigins:
      environment.storage.corsOrigins ??
      [dns.domain, ...edge.webHosts.map((label) => `${label}.${dns.domain}`)].map(toOrigin),
    logBucketDomainName: primaryStorage.cdnLogs.domainName,
  });
}

function toOrigin(host: string): string {
  return `https://${host}`;
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
