import { blockOf, listOf, type PlannedResource, referenced, textOf } from "../pipeline/planned-resources";
import type { Charge, ChargeRule } from "./charge";
import { metricsOfDetailedMonitoring, spotShare } from "./prices";

/** Clusters, their nodes and volumes. */
export const computeCharges: Readonly<Record<string, ChargeRule>> = {
  aws_eks_cluster: () => [{ group: "control planes", price: "EKS control plane", count: 1 }],

  /** As many nodes as at the beginning: the autoscaler adds to them, and takes away down to the minimum. */
  aws_eks_node_group: (group, { resources, runningShare }) => {
    const [type] = listOf(group, "instance_types");
    const count = Number(blockOf(group.arguments, "scaling_config").desired_size);
    const share = runningShare(textOf(group, "node_group_name") ?? "");
    const rate = group.arguments.capacity_type === "SPOT" ? spotShare : 1;
    const { id } = blockOf(group.arguments, "launch_template");
    const template = referenced(resources, group, id);
    const nodes: Charge = { group: "nodes", price: String(type), count, share, rate };
    return [nodes, ...(template ? chargesOfTemplate(template, count, share) : [])];
  },

  /** Volumes that charts claim are there for as long as the claim, also at night. */
  helm_release: (release) =>
    listOf(release, "values").flatMap((values) => {
      const gib = claimedGib(JSON.parse(String(values)), 1);
      return gib === 0 ? [] : [{ group: "volumes", price: "EBS gp3", count: gib }];
    }),
};

function chargesOfTemplate(template: PlannedResource, count: number, share: number): Charge[] {
  const disks = listOf(template, "block_device_mappings").map((mapping) => blockOf(mapping as Block, "ebs"));
  const gib = disks.reduce((sum, disk) => sum + Number(disk.volume_size ?? 0), 0);
  const monitored = blockOf(template.arguments, "monitoring").enabled === true;
  return [
    { group: "volumes", price: "EBS gp3", count: gib * count, share },
    ...(monitored
      ? [
          {
            group: "alarms and monitoring",
            price: "metric of detailed monitoring",
            count: metricsOfDetailedMonitoring * count,
            share,
          } as const,
        ]
      : []),
  ];
}

type Block = Readonly<Record<string, unknown>>;

/**
 * GiB of the volumes that a chart's values claim: each claim as often as the nearest `replicas` or `count` around it
 * says.
 */
function claimedGib(value: unknown, copies: number): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + claimedGib(item, copies), 0);
  if (typeof value !== "object" || value === null) return 0;
  const block = value as Block;
  const own = [block.replicas, block.count].find((count) => typeof count === "number");
  const times = typeof own === "number" ? own : copies;
  // `persistence` of Grafana, `resources.requests.storage` of a claim's template.
  const size = "storageClassName" in block ? (block.size ?? requestedStorage(block)) : undefined;
  const here = typeof size === "string" ? gibOf(size) * times : 0;
  return here + Object.values(block).reduce((sum: number, item) => sum + claimedGib(item, times), 0);
}

function requestedStorage(block: Block): unknown {
  return blockOf(blockOf(block, "resources"), "requests").storage;
}

/**
 * @throws Error when the quantity is in other units.
 */
function gibOf(quantity: string): number {
  const [, number, unit] = /^(\d+)(Gi|Ti)$/.exec(quantity) ?? [];
  if (number === undefined) throw new Error(`a chart claims ${JSON.stringify(quantity)}; known are whole Gi and Ti`);
  return Number(number) * (unit === "Ti" ? 1024 : 1);
}
