import type { Environment } from "../environment";
import { type Advice, formatPath, type LocalProblem, type PathPart } from "../problem";
import type { ClusterSection, NodeGroupSection } from "../sections/cluster";
import { isPublic, readCidr } from "../values/cidr";
import { type InstanceShape, knownFamilies, shapeOf, typesOf } from "../values/instance-types";
import { own } from "../values/own";

/** The cluster can be created, its nodes are interchangeable within a group, and no node is out of every pod's reach. */
export function checkCluster({ cluster: section }: Partial<Environment>): LocalProblem[] {
  if (!section) return [];
  const path = ["cluster"];
  const groups = Object.entries(section.nodeGroups);
  return [
    ...checkGeneralGroup(section, path),
    ...groups.flatMap(([name, group]) => {
      const at = [...path, "nodeGroups", name];
      return [...checkSizes(group, at), ...checkInstanceTypes(group, at), ...checkSpot(group, at)];
    }),
    ...checkTaints(section, path),
    ...checkPublicAccess(section, path),
  ];
}

function checkGeneralGroup(
  { nodeGroups, generalNodeGroup }: ClusterSection,
  path: readonly PathPart[],
): LocalProblem[] {
  const names = Object.keys(nodeGroups);
  if (names.length === 0) {
    const fix = `add ${generalNodeGroup}: without nodes nothing runs`;
    return [{ path: [...path, "nodeGroups"], value: nodeGroups, allowed: "at least one node group", fix }];
  }
  if (names.includes(generalNodeGroup)) return [];
  const fix = "choose the group that runs everything that asks for no other, or add a group of this name";
  return [{ path: [...path, "generalNodeGroup"], value: generalNodeGroup, allowed: names.join(", "), fix }];
}

function checkSizes(
  { minSize, desiredCapacity, maxSize }: NodeGroupSection,
  path: readonly PathPart[],
): LocalProblem[] {
  if (minSize > maxSize) {
    const fix = "lower minSize, or raise maxSize";
    return [{ path: [...path, "minSize"], value: minSize, allowed: `at most maxSize, ${maxSize}`, fix }];
  }
  if (desiredCapacity >= minSize && desiredCapacity <= maxSize) return [];
  const allowed = `minSize to maxSize, ${minSize} to ${maxSize}`;
  return [{ path: [...path, "desiredCapacity"], value: desiredCapacity, allowed, fix: "choose a number in between" }];
}

/** The autoscaler takes one node of a group for a model of all. */
function checkInstanceTypes({ instanceTypes }: NodeGroupSection, path: readonly PathPart[]): LocalProblem[] {
  const [first = ""] = instanceTypes;
  const expected = shapeOf(first);
  return instanceTypes.flatMap((type, index) => {
    const at = [...path, "instanceTypes", index];
    if (instanceTypes.indexOf(type) !== index) return [];
    const shape = shapeOf(type);
    if (!shape) return [{ path: at, value: type, ...adviceAbout(type) }];
    if (!expected || describe(shape) === describe(expected)) return [];
    const allowed = `a type with ${describe(expected)}, as ${first} has`;
    const fix = `replace it: ${type} has ${describe(shape)}, and the autoscaler takes all nodes of a group for equal`;
    return [{ path: at, value: type, allowed, fix }];
  });
}

function adviceAbout(type: string): Advice {
  const [family = ""] = type.split(".");
  const siblings = typesOf(family);
  if (siblings.length > 0) return { allowed: siblings.join(", "), fix: `choose one of these: ${family} has no other` };
  return {
    allowed: `an x86 type of a known family: ${knownFamilies.join(", ")}`,
    fix: "choose such a type, or add its family to src/config/values/instance-types.ts",
  };
}

function describe({ vcpus, memoryGib }: InstanceShape): string {
  return `${vcpus} vCPUs and ${memoryGib} GiB`;
}

/** Each type and zone is a pool of its own; when one runs dry, the others carry on. */
function checkSpot({ capacity, instanceTypes }: NodeGroupSection, path: readonly PathPart[]): LocalProblem[] {
  if (capacity !== "SPOT" || instanceTypes.length >= 3) return [];
  const fix = "add types of the same shape from other families, or set capacity to ON_DEMAND";
  const allowed = "at least 3 instance types for SPOT";
  return [{ path: [...path, "instanceTypes"], value: instanceTypes, allowed, fix }];
}

/** Pods tolerate the general group's taints; a node with any other would stay empty. */
function checkTaints({ nodeGroups, generalNodeGroup }: ClusterSection, path: readonly PathPart[]): LocalProblem[] {
  const tolerated = new Set(own(nodeGroups, generalNodeGroup)?.taints.map((taint) => JSON.stringify(taint)));
  return Object.entries(nodeGroups).flatMap(([name, { taints }]) =>
    taints.flatMap((taint, index) => {
      const first = taints.findIndex(({ key, effect }) => key === taint.key && effect === taint.effect);
      if (first !== index) {
        const fix = `remove it, or ${formatPath([...path, "nodeGroups", name, "taints", first])}: a node has one value for both`;
        const allowed = "each key once per effect";
        return [{ path: [...path, "nodeGroups", name, "taints", index], value: taint, allowed, fix }];
      }
      if (tolerated.has(JSON.stringify(taint))) return [];
      const fix = `remove the taint, or make ${name} the general group: nothing else is tolerated`;
      const allowed = `only taints of the general group, ${generalNodeGroup}`;
      return [{ path: [...path, "nodeGroups", name, "taints", index], value: taint, allowed, fix }];
    }),
  );
}

const endpointAccess = "https://docs.aws.amazon.com/eks/latest/userguide/config-cluster-endpoint.html";

function checkPublicAccess({ publicAccessCidrs }: ClusterSection, path: readonly PathPart[]): LocalProblem[] {
  return publicAccessCidrs.flatMap((text, index) => {
    const at = [...path, "publicAccessCidrs", index];
    const result = readCidr(text);
    if ("fault" in result) return [{ path: at, value: text, ...result.fault }];
    const fix = "list the ranges that Terraform and operators come from, or none and use the private endpoint";
    const problem = (allowed: string, why = "") => [{ path: at, value: text, allowed, fix: `${fix}${why}` }];
    if (result.network.prefixLength === 0) return problem("ranges narrower than the whole internet");
    if (isPublic(result.network)) return [];
    return problem("public addresses, as the internet has them", `: EKS takes no reserved ones (${endpointAccess})`);
  });
}
