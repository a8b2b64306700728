import type { App } from "cdktf";
import type { Environment } from "../config";
import type { BaseStackProps } from "../stacks/base-stack";
import { ClusterStack, type ClusterStackProps } from "../stacks/cluster/cluster-stack";
import { DataStack, type DataStackProps } from "../stacks/data/data-stack";
import { StandbyDataStack, type StandbyDataStackProps } from "../stacks/data/standby-data-stack";
import { IngressStack, type IngressStackProps } from "../stacks/ingress-stack";
import { NetworkStack } from "../stacks/network-stack";
import { autoShutdownTags } from "../stacks/operations/auto-shutdown";
import { PlatformStack, type PlatformStackProps } from "../stacks/platform/platform-stack";
import type { Region } from "../stacks/region";
import { StorageStack, type StorageStackProps } from "../stacks/storage-stack";
import { WorkloadsStack, type WorkloadsStackProps } from "../stacks/workloads/workloads-stack";
import type { RegionSettings } from "./region-settings";

/** What all stacks of an environment are made from. */
export interface Assembly {
  readonly app: App;
  readonly environment: Environment;
  /** Props that every stack of the environment has. */
  readonly base: Omit<BaseStackProps, "region">;
}

/** The stacks of a region that others of its stacks take values from, or cannot do without. */
export interface RegionStacks {
  readonly network: NetworkStack;
  readonly storage: StorageStack;
  readonly data: DataStack | StandbyDataStack;
  readonly cluster: ClusterStack;
  readonly platform: PlatformStack;
}

type Producers<Name extends keyof RegionStacks> = Pick<RegionStacks, Name>;

/** Props that every stack of a region has. */
function regional({ base }: Assembly, { region, namePrefix }: Region) {
  return { ...base, region, namePrefix };
}

export function addNetwork(assembly: Assembly, region: RegionSettings): NetworkStack {
  const props = { ...regional(assembly, region), network: region.network };
  return new NetworkStack(assembly.app, `${region.stackPrefix}-network`, props);
}

export function addStorage(
  assembly: Assembly,
  region: RegionSettings,
  inputs: Producers<"network"> & Pick<StorageStackProps, "replicateTo">,
): StorageStack {
  const { storage, dns } = assembly.environment;
  const props = { ...regional(assembly, region), ...inputs, storage, domain: dns.domain };
  return new StorageStack(assembly.app, `${region.stackPrefix}-storage`, props);
}

export function addData(
  assembly: Assembly,
  region: RegionSettings,
  inputs: Producers<"network"> & Pick<DataStackProps, "standbyRegion">,
): DataStack {
  const props = { ...regionalData(assembly, region), ...inputs };
  return new DataStack(assembly.app, `${region.stackPrefix}-data`, props);
}

export function addStandbyData(
  assembly: Assembly,
  region: RegionSettings,
  inputs: Producers<"network"> & Pick<StandbyDataStackProps, "primary" | "replica">,
): StandbyDataStack {
  const props = { ...regionalData(assembly, region), ...inputs };
  return new StandbyDataStack(assembly.app, `${region.stackPrefix}-data`, props);
}

function regionalData(assembly: Assembly, region: RegionSettings) {
  const { database, cache, autoShutdown } = assembly.environment;
  return { ...regional(assembly, region), database, cache, autoShutdownTags: autoShutdownTags(autoShutdown) };
}

export function addCluster(
  assembly: Assembly,
  region: RegionSettings,
  inputs: Producers<"network" | "storage"> &
    Pick<ClusterStackProps, "replicatedSecretPrefixes" | "enforceDesiredCapacity">,
): ClusterStack {
  return new ClusterStack(assembly.app, `${region.stackPrefix}-cluster`, {
    ...regional(assembly, region),
    ...inputs,
    cluster: region.cluster,
    autoShutdownTags: autoShutdownTags(assembly.environment.autoShutdown),
  });
}

export function addPlatform(
  assembly: Assembly,
  region: RegionSettings,
  inputs: Producers<"storage" | "cluster"> & Pick<PlatformStackProps, "backupSuffix" | "readableBackupFolders">,
): PlatformStack {
  return new PlatformStack(assembly.app, `${region.stackPrefix}-platform`, {
    ...regional(assembly, region),
    ...inputs,
    platform: assembly.environment.platform,
    clusterName: region.cluster.name,
  });
}

export function addWorkloads(
  assembly: Assembly,
  region: RegionSettings,
  inputs: Producers<"network" | "data" | "cluster" | "platform">,
): WorkloadsStack {
  const { prefix, namespaces, services, gitops } = assembly.environment;
  const { network, data, cluster, platform } = inputs;
  const props: WorkloadsStackProps = {
    ...regional(assembly, region),
    network,
    data,
    cluster,
    objectPrefix: prefix,
    namespaces,
    services,
    replicasOf: region.replicasOf,
    gitops,
  };
  const workloads = new WorkloadsStack(assembly.app, `${region.stackPrefix}-workloads`, props);
  // Pods read the secrets when they start, and the plan itself needs the charts' custom resource definitions.
  workloads.addDependency(data);
  workloads.addDependency(platform);
  return workloads;
}

export function addIngress(
  assembly: Assembly,
  region: RegionSettings,
  inputs: Producers<"network" | "storage" | "cluster"> & Pick<IngressStackProps, "dns" | "primary" | "replicaRegions">,
): IngressStack {
  const props = { ...regional(assembly, region), ...inputs, edge: assembly.environment.edge };
  return new IngressStack(assembly.app, `${region.stackPrefix}-ingress`, props);
}
