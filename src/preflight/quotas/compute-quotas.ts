import { shapeOf } from "../../config/values/instance-types";
import { listOf, type PlannedResource, textOf } from "../../pipeline/planned-resources";
import { isOwn, type Tag } from "../plan";
import { countOf, type Demand, type Quota, type Usage, type UsageQuestion, usageOf } from "./quota";

const instancesPage = "https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html";

/** Quotas of clusters and their nodes. */
export const computeQuotas: readonly Quota[] = [
  vcpuQuota("L-1216C47A", "ON_DEMAND", "on demand", "on-demand"),
  vcpuQuota("L-34B43A08", "SPOT", "spot", "spot"),
  {
    service: "eks",
    code: "L-1194D53C",
    name: "EKS clusters",
    byDefault: 100,
    source: "https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html",
    needed: countOf("aws_eks_cluster"),
    usage: async ({ aws, region, plan }) => {
      const planned = plan.resources.filter(({ type }) => type === "aws_eks_cluster").map((it) => textOf(it, "name"));
      const { clusters } = await aws.ask<{ clusters?: string[] }>(["eks", "list-clusters"], region);
      return usageOf(clusters, (name) => planned.includes(name));
    },
  },
];

/** AWS counts the instances that are bought in one way together, of all these families. */
function vcpuQuota(
  code: string,
  capacity: Parameters<typeof vcpusNeeded>[1],
  bought: Parameters<typeof vcpusUsed>[1],
  name: string,
): Quota {
  return {
    service: "ec2",
    code,
    name: `vCPUs of ${name} instances (A, C, D, H, I, M, R, T, Z)`,
    byDefault: 5,
    source: instancesPage,
    needed: (resources) => vcpusNeeded(resources, capacity),
    usage: (question) => vcpusUsed(question, bought),
  };
}

interface Scaling {
  readonly desired_size: number;
  readonly max_size: number;
}

/** Types of one group share a shape, so the first one that is known stands for all. */
export function vcpusOfGroup(group: PlannedResource): number {
  const known = listOf(group, "instance_types").map((type) => shapeOf(String(type))?.vcpus ?? 0);
  return Math.max(0, ...known);
}

function vcpusNeeded(resources: readonly PlannedResource[], capacity: "ON_DEMAND" | "SPOT"): Demand[] {
  const groups = resources.filter(
    ({ type, arguments: values }) =>
      type === "aws_eks_node_group" && (values.capacity_type ?? "ON_DEMAND") === capacity,
  );
  if (groups.length === 0) return [];
  const sum = (size: keyof Scaling) =>
    groups.reduce((total, group) => {
      return total + vcpusOfGroup(group) * Number((group.arguments.scaling_config as Scaling)[size]);
    }, 0);
  return [{ now: sum("desired_size"), most: sum("max_size") }];
}

interface Instance {
  readonly type: string;
  readonly lifecycle: string | null;
  readonly cores: number | null;
  readonly threads: number | null;
  readonly tags: readonly Tag[] | null;
}

const instanceFields =
  "Reservations[].Instances[].{type:InstanceType,lifecycle:InstanceLifecycle,cores:CpuOptions.CoreCount," +
  "threads:CpuOptions.ThreadsPerCore,tags:Tags}";

async function vcpusUsed({ aws, region, plan }: UsageQuestion, kind: "on demand" | "spot"): Promise<Usage[]> {
  const running = ["--filters", "Name=instance-state-name,Values=pending,running"];
  const command = ["ec2", "describe-instances", ...running, "--query", instanceFields];
  const instances = await aws.ask<Instance[]>(command, region);
  const counted = instances.filter(
    ({ type, lifecycle }) => /^[acdhimrtz]\d/.test(type) && (lifecycle === "spot") === (kind === "spot"),
  );
  const sum = (some: readonly Instance[]) => some.reduce((total, instance) => total + vcpusOf(instance), 0);
  return [{ used: sum(counted), own: sum(counted.filter(({ tags }) => isOwn(plan, tags ?? []))) }];
}

function vcpusOf({ type, cores, threads }: Instance): number {
  return cores === null || threads === null ? (shapeOf(type)?.vcpus ?? 0) : cores * threads;
}
