import { nodeAgentRequests, sidecarRequests } from "../../contracts";
import type { Environment } from "../environment";
import type { LocalProblem, PathPart } from "../problem";
import type { ClusterSection } from "../sections/cluster";
import { type Amounts, capacityOf, type NodeCapacity } from "../values/node-capacity";
import { formatBytes, formatCores, parseQuantity } from "../values/quantity";
import { namedServices } from "./common/named-services";

/** A node that pods without a group of their own may run on. */
interface Node extends NodeCapacity {
  readonly group: string;
  readonly type: string;
}

type Resource = keyof Amounts;

/** A setting that a container requests something by. */
interface Request {
  readonly path: readonly PathPart[];
  readonly value: string | number;
  readonly resource: Resource;
  readonly amount: number;
  /** What the pod's sidecar requests. Default: the pod has none. */
  readonly sidecar?: number;
  /** What is written for an amount: a quantity unless the setting has a unit. */
  readonly format?: (amount: number) => string;
}

const gibibyte = 2 ** 30;
const format = { cpu: formatCores, memory: formatBytes };

const agents: Amounts = { cpu: sumOfAgents("cpu"), memory: sumOfAgents("memory") };

/**
 * The largest pod of each service, and the two of the platform with a size of their own, fit on an empty node beside
 * what runs on every node: no autoscaler helps a pod that does not.
 */
export function checkPods(environment: Partial<Environment>): LocalProblem[] {
  const { cluster } = environment;
  if (!cluster) return [];
  const nodes = generalNodes(cluster);
  return [...serviceRequests(environment), ...platformRequests(environment)].flatMap((pod) => checkPod(pod, nodes));
}

/** Placement is by the general group's labels, which other groups may have too; taints of all groups are tolerated. */
function generalNodes({ nodeGroups, generalNodeGroup }: ClusterSection): Node[] {
  const selector = Object.entries(nodeGroups[generalNodeGroup]?.labels ?? {});
  const nodes = Object.entries(nodeGroups).flatMap(([group, { labels, instanceTypes }]) => {
    const type = instanceTypes[0] ?? "";
    const capacity = capacityOf(type);
    return capacity && selector.every(([key, value]) => labels[key] === value) ? [{ ...capacity, group, type }] : [];
  });
  return nodes.toSorted((a, b) => b.total.cpu - a.total.cpu || b.total.memory - a.total.memory);
}

/** What is wrong on the node that the pod is nearest to fit on. */
function checkPod(requests: readonly Request[], nodes: readonly Node[]): LocalProblem[] {
  const attempts = nodes.map((node) => requests.flatMap((request) => checkRequest(request, node)));
  return attempts.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

function checkRequest(request: Request, { group, type, total, reserved }: Node): LocalProblem[] {
  const { path, value, resource, amount, sidecar = 0 } = request;
  const left = total[resource] - reserved[resource] - agents[resource] - sidecar;
  if (amount <= left + 1e-6) return [];
  const text = format[resource];
  const most = left > 0 ? (request.format ?? text)(left) : "0";
  const parts = [
    `${text(total[resource])} of ${type}`,
    `${text(reserved[resource])} for the system`,
    `${text(agents[resource])} for what runs on every node`,
    ...(sidecar > 0 ? [`${text(sidecar)} for the sidecar`] : []),
  ];
  const allowed = `at most ${most}, what a node of ${group} has left: ${parts.join(" - ")}`;
  return [{ path, value, allowed, fix: `lower it, or give ${group} larger instanceTypes` }];
}

function serviceRequests(environment: Partial<Environment>): Request[][] {
  return namedServices(environment).map(({ service, path }) =>
    (["cpu", "memory"] as const).map((resource) => {
      const value = service.resources.requests[resource];
      return {
        path: [...path, "resources", "requests", resource],
        value,
        resource,
        amount: parseQuantity(value),
        sidecar: parseQuantity(sidecarRequests[resource]),
      };
    }),
  );
}

function platformRequests({ platform }: Partial<Environment>): Request[][] {
  if (!platform) return [];
  const { monitoring, logging } = platform;
  return [
    [memoryRequest(["monitoring", "prometheus"], monitoring.prometheus.memoryGib)],
    [memoryRequest(["logging", "elasticsearch"], logging.elasticsearch.memoryGib)],
  ];
}

function memoryRequest(path: readonly PathPart[], gib: number): Request {
  return {
    path: ["platform", ...path, "memoryGib"],
    value: gib,
    resource: "memory",
    amount: gib * gibibyte,
    format: (amount) => String(Math.floor(amount / gibibyte)),
  };
}

function sumOfAgents(resource: Resource): number {
  return Object.values(nodeAgentRequests).reduce((sum, requests) => sum + parseQuantity(requests[resource]), 0);
}
