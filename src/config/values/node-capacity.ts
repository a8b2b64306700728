import { shapeOf } from "./instance-types";

/** CPU in cores and memory in bytes. */
export interface Amounts {
  readonly cpu: number;
  readonly memory: number;
}

/** What a node has, and what the node image keeps from pods. */
export interface NodeCapacity {
  readonly total: Amounts;
  readonly reserved: Amounts;
}

const mebibyte = 2 ** 20;

// Pods that the addresses of an instance allow, by size: network interfaces × (addresses of one - 1) + 2, from
// https://github.com/awslabs/amazon-eks-ami/blob/main/nodeadm/internal/kubelet/instance-info.jsonl
const podsOfSize: Readonly<Record<string, number>> = { medium: 17, large: 29, xlarge: 58, "2xlarge": 58 };
const podsOfLargerSizes = 234;
const podsOfLargestSizes = 737;
const podsOfBurstableLarge = 35;

// What the kubelet keeps below which it evicts pods, from the same folder's config.go.
const evictionMebibytes = 100;

/**
 * CPU and memory of a node before the hypervisor and the kernel take their part, which EC2 does not state, and what
 * https://github.com/awslabs/amazon-eks-ami/blob/main/nodeadm/internal/kubelet/config.go reserves: what pods get is a
 * little less. `undefined` for a type that this project does not know.
 */
export function capacityOf(instanceType: string): NodeCapacity | undefined {
  const shape = shapeOf(instanceType);
  if (!shape) return undefined;
  const { vcpus, memoryGib } = shape;
  const memoryMebibytes = 255 + 11 * podsOf(instanceType, vcpus) + evictionMebibytes;
  return {
    total: { cpu: vcpus, memory: memoryGib * 1024 * mebibyte },
    reserved: { cpu: reservedMillicores(vcpus) / 1000, memory: memoryMebibytes * mebibyte },
  };
}

/** https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html#determine-max-pods has the upper limits. */
function podsOf(instanceType: string, vcpus: number): number {
  const [family = "", size = ""] = instanceType.split(".");
  const isBurstableLarge = size === "large" && family.startsWith("t3");
  const larger = vcpus < 64 ? podsOfLargerSizes : podsOfLargestSizes;
  const pods = isBurstableLarge ? podsOfBurstableLarge : (podsOfSize[size] ?? larger);
  return Math.min(pods, vcpus < 30 ? 110 : 250);
}

/** 6 % of the first core, 1 % of the second, half a percent of the next two, a quarter of a percent of the others. */
function reservedMillicores(vcpus: number): number {
  const bands = [
    { from: 0, to: 1, millicores: 60 },
    { from: 1, to: 2, millicores: 10 },
    { from: 2, to: 4, millicores: 5 },
    { from: 4, to: Number.POSITIVE_INFINITY, millicores: 2.5 },
  ];
  const reserved = bands.map(({ from, to, millicores }) => Math.max(0, Math.min(vcpus, to) - from) * millicores);
  return Math.floor(reserved.reduce((sum, part) => sum + part, 0));
}
