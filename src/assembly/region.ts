import type { App } from "cdktf";
import type { Environment } from "../config";
import { corsOrigins, type TerraformRoles } from "../config/names";
import { durationSeconds } from "../config/values/duration";
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
  /** Names of the roles that Terraform plans and applies with; `undefined` where there are none. */
  readonly terraformRoles: TerraformRoles | undefined;
}

/** What a stack of a region takes from other stacks: its props without those that its `add` function fills in. */
type Inputs<Props, Filled extends keyof Props> = Omit<Props, keyof BaseStackProps | "namePrefix" | Filled>;

/** Props that every stack of a region has. */
function regional({ base }: Assembly, { region, namePrefix }: Region) {
  return { ...base, region, namePrefix };
}

export function addNetwork(assembly: Assembly, region: RegionSettings): NetworkStack {
  const loadBalancerClients = assembly.environment.edge.allowFrom;
  const props = { ...regional(assembly, region), network: region.network, loadBalancerClients };
  return new NetworkStack(assembly.app, `${region.stackPrefix}-network`, props);
}

export function addStorage(
  assembly: Assembly,
  region: RegionSettings,
  inputs: Inputs<StorageStackProps, "storage" | "corsOrigins">,
): StorageStack {
  const { environment } = assembly;
  const { storage } = environment;
  const props = { ...regional(assembly, region), ...inputs, storage, corsOrigins: corsOrigins(environment) };
  return new StorageStack(assembly.app, `${region.stackPrefix}-storage`, props);
}

/** The props that a region's data stack has from the environment. */
function regionalData(assembly: Assembly, region: RegionSettings) {
  const { database, cache, safeguards, autoShutdown } = assembly.environment;
  return {
    ...regional(assembly, region),
    database,
    cache,
    applyImmediately: safeguards === "relaxed",
    autoShutdownTags: autoShutdownTags(autoShutdown),
  };
}

export function addData(
  assembly: Assembly,
  region: RegionSettings,
  inputs: Inputs<DataStackProps, keyof ReturnType<typeof regionalData>>,
): DataStack {
  const props = { ...regionalData(assembly, region), ...inputs };
  return new DataStack(assembly.app, `${region.stackPrefix}-data`, props);
}

export function addStandbyData(
  assembly: Assembly,
  region: RegionSettings,
  inputs: Inputs<StandbyDataStackProps, keyof ReturnType<typeof regionalData>>,
): StandbyDataStack {
  const props = { ...regionalData(assembly, region), ...inputs };
  return new StandbyDataStack(assembly.app, `${region.stackPrefix}-data`, props);
}

export function addCluster(
  assembly: Assembly,
  region: RegionSettings,
  inputs: Inputs<
    ClusterStackProps,
    "environmentPrefix" | "cluster" | "terraformRoles" | "controlPlaneZones" | "nodeZones" | "autoShutdownTags"
  >,
): ClusterStack {
  const tags = autoShutdownTags(assembly.environment.autoShutdown);
  const { cluster, network } = region;
  const { controlPlaneZones, nodeZones } = network;
  const { terraformRoles } = assembly;
  const { prefix: environmentPrefix } = assembly.environment;
  const settings = {
    environmentPrefix,
    cluster,
    terraformRoles,
    controlPlaneZones,
    nodeZones,
    autoShutdownTags: tags,
  };
  const props = { ...regional(assembly, region), ...settings, ...inputs };
  return new ClusterStack(assembly.app, `${region.stackPrefix}-cluster`, props);
}

export function addPlatform(
  assembly: Assembly,
  region: RegionSettings,
  inputs: Inputs<PlatformStackProps, "environmentPrefix" | "platform" | "clusterName">,
): PlatformStack {
  const { platform, prefix: environmentPrefix } = assembly.environment;
  const settings = { environmentPrefix, platform, clusterName: region.cluster.name };
  const props = { ...regional(assembly, region), ...inputs, ...settings };
  return new PlatformStack(assembly.app, `${region.stackPrefix}-platform`, props);
}

export function addWorkloads(
  assembly: Assembly,
  region: RegionSettings,
  inputs: Pick<WorkloadsStackProps, "network" | "cluster"> & {
    readonly data: DataStack | StandbyDataStack;
    readonly platform: PlatformStack;
  },
): WorkloadsStack {
  const { prefix: objectPrefix, namespaces, services, delivery, storage, gitops } = assembly.environment;
  const { registryRegion } = delivery;
  const { bucketSuffix } = storage;
  const { replicasOf } = region;
  const settings = { objectPrefix, namespaces, services, registryRegion, bucketSuffix, gitops, replicasOf };
  const props = { ...regional(assembly, region), ...settings, ...inputs };
  const workloads = new WorkloadsStack(assembly.app, `${region.stackPrefix}-workloads`, props);
  // Pods read the secrets when they start, and the plan itself needs the charts' custom resource definitions.
  workloads.addDependency(inputs.data);
  workloads.addDependency(inputs.platform);
  return workloads;
}

export function addIngress(
  assembly: Assembly,
  region: RegionSettings,
  inputs: Inputs<IngressStackProps, "edge" | "requestTimeoutSeconds">,
): IngressStack {
  const { edge, services } = assembly.environment;
  const timeouts = Object.values(services).map(({ route }) => (route ? durationSeconds(route.timeout) : 0));
  const settings = { edge, requestTimeoutSeconds: Math.max(0, ...timeouts) };
  const props = { ...regional(assembly, region), ...inputs, ...settings };
  return new IngressStack(assembly.app, `${region.stackPrefix}-ingress`, props);
}
