import type { App } from "cdktf";
import { type Environment, resolveState } from "../config";
import { corsOrigins, standbySuffix } from "../config/names";
import { takesCloudFrontLogs } from "../config/values/regions";
import { clusterStateFolder } from "../contracts";
import { BackupStack, type BackupStackProps } from "../stacks/backup/backup-stack";
import type { DataStack } from "../stacks/data/data-stack";
import { DnsStack } from "../stacks/dns-stack";
import { EdgeStack, type EdgeStackProps } from "../stacks/edge-stack";
import type { IngressStack } from "../stacks/ingress-stack";
import type { NetworkStack } from "../stacks/network-stack";
import { OperationsStack, type OperationsStackProps } from "../stacks/operations/operations-stack";
import type { Region } from "../stacks/region";
import type { StorageStack } from "../stacks/storage-stack";
import { foundationOf } from "./account";
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
} from "./region";
import { primaryOf } from "./region-settings";
import { type Standby, standbyOf } from "./standby";

/**
 * The stacks of one environment, producers before consumers.
 *
 * @param environments - all of the app's, one of which may own the environment's account
 */
export function addEnvironment(
  app: App,
  environment: Environment,
  environments: readonly Environment[] = [environment],
): void {
  const { name, tags, accountId } = environment;
  const state = resolveState(environment.state);
  const { permissionsBoundary, terraformRoles } = foundationOf(environment, environments, state.backend);
  const base = { environment: name, tags, accountId, state, permissionsBoundary };
  const assembly: Assembly = { app, environment, base, terraformRoles };
  const primary = primaryOf(environment);
  const standby = standbyOf(environment);

  const dns = addDns(assembly);
  const network = addNetwork(assembly, primary);
  // The standby's buckets come first: the primary region's are copied to them.
  const foundation = standby && addStandbyFoundation(assembly, standby);
  const cdnLogs = takesCloudFrontLogs(primary.region);
  const storage = addStorage(assembly, primary, { network, cdnLogs, replicateTo: foundation?.storage });
  const data = addData(assembly, primary, { network, standbyRegion: standby?.region });
  const { region, namePrefix } = primary;
  const backup = addBackup(assembly, { primary: { region, namePrefix, data, storage }, standby });
  const cluster = addCluster(assembly, primary, { network, storage });
  const platform = addPlatform(assembly, primary, { storage, cluster });
  addWorkloads(assembly, primary, { network, data, cluster, platform });
  const replicaRegions = standby && [standby.region];
  const ingress = addIngress(assembly, primary, { dns, network, storage, cluster, replicaRegions });

  const stacks = { region, namePrefix, network, storage, data, cluster, ingress };
  const standbyStacks =
    standby && foundation && addStandbyRest(assembly, standby, { dns, foundation, primary: stacks });
  const edge = addEdge(assembly, { dns, primary: stacks, standby: standbyStacks });
  addOperations(assembly, { primary: stacks, standby: standbyStacks, edge, backup });
}

function addDns({ app, environment, base }: Assembly): DnsStack {
  const { name, network, dns, safeguards } = environment;
  const props = { ...base, region: network.region, dns, deletionProtection: safeguards === "strict" };
  return new DnsStack(app, `${name}-dns`, props);
}

/** The stacks of the standby region that the primary region's take values from. */
interface StandbyFoundation {
  readonly network: NetworkStack;
  readonly storage: StorageStack;
}

function addStandbyFoundation(assembly: Assembly, standby: Standby): StandbyFoundation {
  const network = addNetwork(assembly, standby);
  return { network, storage: addStorage(assembly, standby, { network }) };
}

interface StandbyProducers {
  readonly dns: DnsStack;
  readonly foundation: StandbyFoundation;
  readonly primary: Region & { readonly data: DataStack; readonly ingress: IngressStack };
}

/** The stacks of the standby region that take values from the primary region's. */
function addStandbyRest(assembly: Assembly, standby: Standby, { dns, foundation, primary }: StandbyProducers) {
  const { region, namePrefix, enforceDesiredCapacity, serves, replica, replicaHasSource } = standby;
  const { network, storage } = foundation;
  const data = addStandbyData(assembly, standby, { network, primary, replica });
  const cluster = addCluster(assembly, standby, {
    network,
    storage,
    replicatedSecretPrefixes: [primary.namePrefix],
    enforceDesiredCapacity,
  });
  const platform = addPlatform(assembly, standby, {
    storage,
    cluster,
    // The primary region's backups are copied into this bucket, beside the region's own.
    backupSuffix: standbySuffix,
    readableBackupFolders: [clusterStateFolder],
  });
  addWorkloads(assembly, standby, { network, data, cluster, platform });
  const ingress = addIngress(assembly, standby, { dns, network, storage, cluster, primary });
  const { idleNodeGroups } = standby;
  return { region, namePrefix, idleNodeGroups, network, storage, data, cluster, ingress, serves, replicaHasSource };
}

function addBackup(
  { app, environment, base }: Assembly,
  producers: Pick<BackupStackProps, "primary" | "standby">,
): BackupStack | undefined {
  const { name, backup, operations } = environment;
  if (!backup.enabled) return undefined;
  return new BackupStack(app, `${name}-backup`, { ...base, ...producers, backup, emails: operations.emails });
}

function addEdge(
  { app, environment, base }: Assembly,
  producers: Pick<EdgeStackProps, "dns" | "primary" | "standby">,
): EdgeStack {
  const { name, edge, storage } = environment;
  const settings = { edge, storage, corsOrigins: corsOrigins(environment) };
  return new EdgeStack(app, `${name}-edge`, { ...base, ...producers, ...settings });
}

function addOperations(
  { app, environment, base }: Assembly,
  producers: Pick<OperationsStackProps, "primary" | "standby" | "edge" | "backup">,
): OperationsStack {
  const props = { ...base, region: environment.network.region, settings: environment, ...producers };
  return new OperationsStack(app, `${environment.name}-operations`, props);
}
