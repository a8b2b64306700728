import type { App } from "cdktf";
import { type Environment, resolveState } from "../config";
import { originsOf, standbyName, standbySuffix, webHostNames } from "../config/names";
import { clusterStateFolder } from "../contracts";
import { BackupStack, type BackupStandby } from "../stacks/backup/backup-stack";
import type { DataStack } from "../stacks/data/data-stack";
import { DnsStack } from "../stacks/dns-stack";
import { type EdgeSite, EdgeStack } from "../stacks/edge-stack";
import type { IngressStack } from "../stacks/ingress-stack";
import type { NetworkStack } from "../stacks/network-stack";
import { OperationsStack, type OperationsStackProps } from "../stacks/operations/operations-stack";
import type { StorageStack } from "../stacks/storage-stack";
import {
  type Assembly,
  addCluster,
  addData,
  addIngress,
  addNetwork,
  addPlatform,
  addStandbyData,
  addStorage,
  addWorkloads,
  type Site,
} from "./region";
import { standbyCluster } from "./standby";

/** The stacks of one environment, producers before consumers. */
export function addEnvironment(app: App, environment: Environment): void {
  const { name, prefix, accountId, tags, network, cluster: nodes } = environment;
  const base = { environment: name, tags, accountId, state: resolveState(environment.state) };
  const assembly: Assembly = { app, environment, base };
  const site: Site = { stackPrefix: name, namePrefix: prefix, network };

  const dns = new DnsStack(app, `${name}-dns`, {
    ...base,
    region: network.region,
    dns: environment.dns,
    deletionProtection: environment.safeguards === "strict",
  });
  const vpc = addNetwork(assembly, site);
  // The standby's buckets come first: the primary region's are copied to them.
  const standby = addStandbyFoundation(assembly);
  const storage = addStorage(assembly, site, vpc, { replicateTo: standby?.storage });
  const data = addData(assembly, site, vpc, standby?.site.network.region);
  const backup = addBackup(
    assembly,
    data,
    storage,
    standby && { region: standby.site.network.region, namePrefix: standby.site.namePrefix },
  );
  const cluster = addCluster(assembly, site, vpc, storage, { cluster: nodes });
  const platform = addPlatform(assembly, site, storage, cluster, { clusterName: nodes.name });
  addWorkloads(assembly, site, { cluster, data, platform });
  const ingress = addIngress(
    assembly,
    site,
    { dns, network: vpc, storage, cluster },
    { replicaRegions: standby && [standby.site.network.region] },
  );
  const standbyRegion = standby && addStandbyRest(assembly, standby, { dns, data, ingress });

  const edge = addEdge(assembly, dns, storage, {
    primary: { region: network.region, ingress, staticAssets: storage.staticAssets },
    standby: standby &&
      standbyRegion && {
        region: standbyRegion.region,
        ingress: standbyRegion.ingress,
        staticAssets: standby.storage.staticAssets,
      },
    standbyServes: standby?.posture === "active",
  });
  addOperations(assembly, {
    primary: { region: network.region, namePrefix: prefix, network: vpc, data, cluster, ingress },
    standby: standbyRegion,
    edge,
    backup,
  });
}

/** The part of the standby region that the primary region's stacks take values from. */
interface StandbyFoundation {
  readonly site: Site;
  readonly posture: NonNullable<Environment["disasterRecovery"]>["posture"];
  readonly network: NetworkStack;
  readonly storage: StorageStack;
}

function addStandbyFoundation(assembly: Assembly): StandbyFoundation | undefined {
  const { name, prefix, disasterRecovery } = assembly.environment;
  if (!disasterRecovery) return undefined;
  const { posture, network: config } = disasterRecovery;
  const site: Site = { stackPrefix: standbyName(name), namePrefix: standbyName(prefix), network: config };
  const network = addNetwork(assembly, site);
  return { site, posture, network, storage: addStorage(assembly, site, network) };
}

/** The part of the standby region that takes values from the primary region's stacks. */
function addStandbyRest(
  assembly: Assembly,
  { site, posture, network, storage }: StandbyFoundation,
  primary: { dns: DnsStack; data: DataStack; ingress: IngressStack },
) {
  const { prefix, network: primaryNetwork, cluster: primaryNodes } = assembly.environment;
  const data = addStandbyData(assembly, site, network, primary.data, posture);
  const nodes = standbyCluster(primaryNodes, posture);
  const cluster = addCluster(assembly, site, network, storage, {
    cluster: nodes,
    replicatedSecretPrefixes: [prefix],
    // Activating the region raises the minimum, which EKS refuses while fewer nodes are asked for.
    enforceDesiredCapacity: posture === "active",
  });
  const platform = addPlatform(assembly, site, storage, cluster, {
    clusterName: nodes.name,
    // The primary region's backups are copied into this bucket, beside the region's own.
    backupSuffix: standbySuffix,
    readableBackupFolders: [clusterStateFolder],
  });
  addWorkloads(assembly, site, { cluster, data, platform }, { posture });
  const ingress = addIngress(
    assembly,
    site,
    { dns: primary.dns, network, storage, cluster },
    { first: { region: primaryNetwork.region, originSecretArn: primary.ingress.originSecretArn } },
  );
  return { region: site.network.region, namePrefix: site.namePrefix, network, data, cluster, ingress };
}

function addOperations(
  { app, base, environment }: Assembly,
  producers: Pick<OperationsStackProps, "primary" | "standby" | "edge" | "backup">,
): OperationsStack {
  const { name, prefix, network } = environment;
  const props = { ...base, region: network.region, namePrefix: prefix, settings: environment, ...producers };
  return new OperationsStack(app, `${name}-operations`, props);
}

function addEdge(
  { app, base, environment }: Assembly,
  { domain, zoneId }: DnsStack,
  { cdnLogs }: StorageStack,
  sites: { primary: EdgeSite; standby?: EdgeSite; standbyServes?: boolean },
): EdgeStack {
  const { name, prefix, edge, storage } = environment;
  return new EdgeStack(app, `${name}-edge`, {
    ...base,
    namePrefix: prefix,
    edge,
    domain,
    zoneId,
    corsOrigins: storage.corsOrigins ?? originsOf(webHostNames(domain, edge.webHosts)),
    logBucketDomainName: cdnLogs.domainName,
    ...sites,
  });
}

function addBackup(
  { app, base, environment }: Assembly,
  { primaryArn, replicationGroupId, databaseKeyArn }: DataStack,
  { fileSystemArn }: StorageStack,
  standby?: BackupStandby,
): BackupStack | undefined {
  const { name, prefix, network, backup } = environment;
  if (!backup.enabled) return undefined;
  return new BackupStack(app, `${name}-backup`, {
    ...base,
    namePrefix: prefix,
    backup,
    emails: environment.operations.emails,
    primary: {
      region: network.region,
      databaseArn: primaryArn,
      fileSystemArn,
      replicationGroupId,
      cacheKeyArn: databaseKeyArn,
    },
    standby,
  });
}
