import type { ReplicaSettings } from "../../modules/workloads/service-settings";
import type { Environment } from "../config";
import type { ClusterSection } from "../config/sections/cluster";
import type { NetworkSection } from "../config/sections/network";
import type { ServiceSection } from "../config/sections/services/services";
import type { Region } from "../stacks/region";

/** What tells a region of an environment from the other: its names and its sizes. */
export interface RegionSettings extends Region {
  /** First part of the stacks' names: `production`, `production-dr`. */
  readonly stackPrefix: string;
  readonly network: NetworkSection;
  readonly cluster: ClusterSection;
  /** How many pods a service has in the region. */
  readonly replicasOf: (service: ServiceSection) => ReplicaSettings;
}

/** The settings of a service that its number of pods follows from. */
export type ScaledService = Pick<ServiceSection, "replicas" | "minAvailable"> & {
  readonly autoscaling: Pick<ServiceSection["autoscaling"], "minReplicas" | "maxReplicas">;
};

/** The primary region, which is of the sizes that the configuration names. */
export function primaryOf({ name, prefix, network, cluster }: Environment): RegionSettings {
  const { region } = network;
  return { region, namePrefix: prefix, stackPrefix: name, network, cluster, replicasOf: configuredReplicas };
}

/** The pods that the configuration asks for; maintenance may take one of them at a time unless it says otherwise. */
export function configuredReplicas({ replicas, minAvailable, autoscaling }: ScaledService): ReplicaSettings {
  const { minReplicas: min, maxReplicas: max } = autoscaling;
  return { initial: replicas, min, max, minAvailable: minAvailable ?? min - 1 };
}
