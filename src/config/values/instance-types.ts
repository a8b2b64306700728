import { own } from "./own";

/** What one node of an instance type offers. */
export interface InstanceShape {
  readonly vcpus: number;
  readonly memoryGib: number;
}

// vCPUs by size, for all families but the burstable ones.
const vcpusOfSize: Readonly<Record<string, number>> = {
  large: 2,
  xlarge: 4,
  "2xlarge": 8,
  "4xlarge": 16,
  "8xlarge": 32,
  "9xlarge": 36,
  "12xlarge": 48,
  "16xlarge": 64,
  "18xlarge": 72,
  "24xlarge": 96,
};

const common = ["large", "xlarge", "2xlarge", "4xlarge"];
const upTo24 = [...common, "8xlarge", "12xlarge", "16xlarge", "24xlarge"];
const upTo18 = [...common, "9xlarge", "18xlarge"];

/**
 * Families that node groups may use, all of them x86, as the node image is
 * (https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html).
 */
const families: Readonly<Record<string, { gibPerVcpu: number; sizes: readonly string[] }>> = {
  ...family(4, upTo24, [
    "m5",
    "m5a",
    "m5ad",
    "m5d",
    "m5dn",
    "m5n",
    "m6a",
    "m6i",
    "m6id",
    "m6idn",
    "m6in",
    "m7a",
    "m7i",
  ]),
  ...family(4, [...common, "8xlarge", "12xlarge", "16xlarge"], ["m7i-flex"]),
  ...family(2, [...upTo18, "12xlarge", "24xlarge"], ["c5", "c5d"]),
  ...family(2, upTo24, ["c5a", "c5ad", "c6a", "c6i", "c6id", "c6in", "c7a", "c7i"]),
  ...family(2, [...common, "8xlarge", "12xlarge", "16xlarge"], ["c7i-flex"]),
  ...family(2.625, upTo18, ["c5n"]),
  ...family(8, upTo24, [
    "r5",
    "r5a",
    "r5ad",
    "r5b",
    "r5d",
    "r5dn",
    "r5n",
    "r6a",
    "r6i",
    "r6id",
    "r6idn",
    "r6in",
    "r7a",
    "r7i",
  ]),
};

/** Types with more memory than their family gives for each vCPU. */
const otherMemory: Readonly<Record<string, number>> = { "c5n.9xlarge": 96, "c5n.18xlarge": 192 };

const burstable: Readonly<Record<string, InstanceShape>> = {
  medium: { vcpus: 2, memoryGib: 4 },
  large: { vcpus: 2, memoryGib: 8 },
  xlarge: { vcpus: 4, memoryGib: 16 },
  "2xlarge": { vcpus: 8, memoryGib: 32 },
};

const burstableFamilies = ["t3", "t3a"];

/** Names of the families above, for messages. */
export const knownFamilies = [...Object.keys(families), ...burstableFamilies];

/** The instance types of a family, smallest first; none when this file does not know it. */
export function typesOf(family: string): string[] {
  const sizes = burstableFamilies.includes(family) ? Object.keys(burstable) : (own(families, family)?.sizes ?? []);
  return sizes.map((size) => `${family}.${size}`);
}

/** vCPUs and memory of an instance type, or nothing when this file does not know it. */
export function shapeOf(instanceType: string): InstanceShape | undefined {
  const [name = "", size = ""] = instanceType.split(".");
  if (burstableFamilies.includes(name)) return own(burstable, size);
  const known = own(families, name);
  const vcpus = own(vcpusOfSize, size);
  if (!known?.sizes.includes(size) || vcpus === undefined) return undefined;
  return { vcpus, memoryGib: own(otherMemory, instanceType) ?? vcpus * known.gibPerVcpu };
}

function family(gibPerVcpu: number, sizes: readonly string[], names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, { gibPerVcpu, sizes }]));
}
