import type { App } from "cdktf";
import { type Environment, resolveState } from "./config";
import {
  type Assembly,
  addCluster,
  addData,
  addIngress,
  addNetwork,
  addStandbyData,
  addStorage,
  type IngressProducers,
  type Site,
} from "./regional-stacks";
import { DnsStack } from "./stacks/dns-stack";
import { type EdgeSite, EdgeStack } from "./stacks/edge-stack";
import type { IngressStack } from "./stacks/ingress-stack";
import { type OperatedRegion, OperationsStack, type OperationsStackProps } from "./stacks/operations-stack";
import type { StorageStack } from "./stacks/storage-stack";
import { standbyCluster } from "./standby-sizes";

/** The stacks of one environment, producers before consumers. */
export function addEnvironment(app: App, environment: Environment): void {
  const { name, prefix, accountId, tags, network, cluster, disasterRecovery } = environment;
  const base = { environment: name, tags, accountId, state: resolveState(environment.state) };
  const assembly: Assembly = { app, environment, base };
  const primary: Site = { stackPrefix: name, namePrefix: prefix, network };

  const dns = new DnsStack(app, `${name}-dns`, { ...base, region: network.region, dns: environment.dns });
  const primaryNetwork = addNetwork(assembly, primary);
  if (!disasterRecovery) {
    const storage = addStorage(assembly, primary, primaryNetwork);
    const data = addData(assembly, primary, primaryNetwork);
    const nodes = addCluster(assembly, primary, primaryNetwork, storage, { cluster });
    const ingress = addIngress(assembly, primary, { dns, network: primaryNetwork, storage, cluster: nodes });
    const edge = addEdge(assembly, dns, storage, { primary: edgeSite(primary, ingress, storage) });
    const producers = { network: primaryNetwork, cluster: nodes, ingress };
    addOperations(assembly, { primary: { ...operatedRegion(primary, producers), data }, edge });
    return;
  }

  const { posture } = disasterRecovery;
  const standby: Site = {
    stackPrefix: `${name}-dr`,
    namePrefix: `${prefix}-dr`,
    network: disasterRecovery.network,
  };
  const standbyNetwork = addNetwork(assembly, standby);
  // The standby's buckets come first: the primary region's are copied to them.
  const standbyStorage = addStorage(assembly, standby, standbyNetwork);
  const primaryStorage = addStorage(assembly, primary, primaryNetwork, { replicateTo: standbyStorage });
  const data = addData(assembly, primary, primaryNetwork, standby.network.region);
  const standbyData = addStandbyData(assembly, standby, standbyNetwork, data, posture);

  const primaryProducers: IngressProducers = {
    dns,
    network: primaryNetwork,
    storage: primaryStorage,
    cluster: addCluster(assembly, primary, primaryNetwork, primaryStorage, { cluster }),
  };
  const standbyProducers: IngressProducers = {
    dns,
    network: standbyNetwork,
    storage: standbyStorage,
    cluster: addCluster(assembly, standby, standbyNetwork, standbyStorage, {
      cluster: standbyCluster(cluster, posture),
      replicatedSecretPrefixes: [prefix],
      // Activating the region raises the minimum, which EKS refuses while fewer nodes are asked for.
      enforceDesiredCapacity: posture === "active",
    }),
  };
  const primaryIngress = addIngress(assembly, primary, primaryProducers, {
    replicaRegions: [standby.network.region],
  });
  const standbyIngress = addIngress(assembly, standby, standbyProducers, {
    first: { region: network.region, originSecretArn: primaryIngress.originSecretArn },
  });
  const edge = addEdge(assembly, dns, primaryStorage, {
    primary: edgeSite(primary, primaryIngress, primaryStorage),
    standby: edgeSite(standby, standbyIngress, standbyStorage),
    standbyServes: posture === "active",
  });
  addOperations(assembly, {
    primary: { ...operatedRegion(primary, { ...primaryProducers, ingress: primaryIngress }), data },
    standby: { ...operatedRegion(standby, { ...standbyProducers, ingress: standbyIngress }), data: standbyData },
    edge,
  });
}

function operatedRegion(
  { network: { region }, namePrefix }: Site,
  { network, cluster, ingress }: Pick<OperatedRegion, "network" | "cluster" | "ingress">,
): Omit<OperatedRegion, "data"> {
  return { region, namePrefix, network, cluster, ingress };
}

function addOperations(
  { app, base, environment }: Assembly,
  producers: Pick<OperationsStackProps, "primary" | "standby" | "edge">,
): OperationsStack {
  const { name, prefix, network } = environment;
  const props = { ...base, region: network.region, namePrefix: prefix, settings: environment, ...producers };
  return new OperationsStack(app, `${name}-operations`, props);
}

function edgeSite({ network }: Site, ingress: IngressStack, { staticAssets }: StorageStack): EdgeSite {
  return { region: network.region, ingress, staticAssets };
}

function addEdge(
  { app, base, environment }: Assembly,
  { domain, zoneId }: DnsStack,
  { cdnLogs }: StorageStack,
  sites: { primary: EdgeSite; standby?: EdgeSite; standbyServes?: boolean },
): EdgeStack {
  const { name, prefix, edge, storage } = environment;
  const webHosts = [domain, ...edge.webHosts.map((label) => `${label}.${domain}`)];
  return new EdgeStack(app, `${name}-edge`, {
    ...base,
    namePrefix: prefix,
    edge,
    domain,
    zoneId,
    corsOrigins: storage.corsOrigins ?? webHosts.map((host) => `https://${host}`),
    logBucketDomainName: cdnLogs.domainName,
    ...sites,
  });
}
