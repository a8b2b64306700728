import type { Environment } from "../environment";
import type { LocalProblem, PathPart } from "../problem";
import type { ClusterSection } from "../sections/cluster";
import type { NetworkSection, Tier } from "../sections/network";
import { readCidr } from "../values/cidr";

/** What takes addresses of a subnet: how many, and what they are for. */
interface Share {
  readonly addresses: number;
  readonly what: string;
}

/**
 * What the tiers of one region have to hold in each zone; a tier whose section is not readable is left out. The
 * smallest public subnet holds a NAT gateway and the eight addresses that a load balancer wants free:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
 */
type Demand = Partial<Record<Exclude<Tier, "public">, readonly Share[]>>;

// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
const smallestSubnet = 28;
const largestSubnet = 16;

// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
const addressesOfAws = 5;

// Interfaces of the control plane, also while it is replaced: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
const controlPlane: Share = { addresses: 6, what: "for the control plane" };

const mountTarget: Share = { addresses: 1, what: "mount target" };

const advice = {
  private: ", or lower maxSize of cluster.nodeGroups",
  database: ", or lower database.replicas.count or cache.nodes",
};

/**
 * Every subnet holds at least what the same file puts into it, with the node groups at their largest and each node at its
 * start; pods beyond `cluster.podAddresses` take more.
 */
export function checkSubnetSizes(environment: Partial<Environment>): LocalProblem[] {
  const { network, disasterRecovery } = environment;
  const standby = disasterRecovery?.network;
  return [
    ...(network ? checkRegion(network, ["network"], (zone) => demandOf(environment, network, zone, false)) : []),
    ...(standby
      ? checkRegion(standby, ["disasterRecovery", "network"], (zone) => demandOf(environment, standby, zone, true))
      : []),
  ];
}

function checkRegion(
  { zones }: NetworkSection,
  path: readonly PathPart[],
  demandIn: (zone: string) => Demand,
): LocalProblem[] {
  return Object.entries(zones).flatMap(([name, zone]) =>
    (["private", "database"] as const).flatMap((tier) =>
      checkSubnet(zone[tier], [...path, "zones", name, tier], demandIn(name)[tier] ?? [], advice[tier]),
    ),
  );
}

function checkSubnet(
  text: string,
  path: readonly PathPart[],
  shares: readonly Share[],
  alternative: string,
): LocalProblem[] {
  const result = readCidr(text);
  if ("fault" in result || result.network.prefixLength > smallestSubnet) return [];
  const { prefixLength } = result.network;
  const taken = shares.filter(({ addresses }) => addresses > 0);
  const needed = taken.reduce((sum, { addresses }) => sum + addresses, 0);
  if (needed <= usableAddresses(prefixLength)) return [];
  const sum = taken.map(({ addresses, what }) => `${addresses} ${what}`).join(" + ");
  const allowed = `a range with at least ${needed} usable addresses: ${sum}; a /${prefixLength} has ${usableAddresses(prefixLength)}`;
  const prefix = longestPrefix(needed);
  const larger = prefix >= largestSubnet ? `choose a /${prefix} or larger` : "no subnet is so large: use more zones";
  return [{ path, value: text, allowed, fix: `${larger}${alternative}` }];
}

function usableAddresses(prefixLength: number): number {
  return 2 ** (32 - prefixLength) - addressesOfAws;
}

function longestPrefix(addresses: number): number {
  return Math.min(smallestSubnet, 32 - Math.ceil(Math.log2(addresses + addressesOfAws)));
}

function demandOf(
  { cluster, database, cache }: Partial<Environment>,
  { zones, controlPlaneZones = Object.keys(zones), nodeZones = controlPlaneZones, interfaceEndpoints }: NetworkSection,
  zone: string,
  standby: boolean,
): Demand {
  const endpoints = { addresses: interfaceEndpoints.length, what: "interface endpoints" };
  const ofCluster = (section: ClusterSection) => [
    ...(controlPlaneZones.includes(zone) ? [controlPlane] : []),
    ...(nodeZones.includes(zone) ? [nodesOf(section, nodeZones.length)] : []),
  ];
  return {
    ...(cluster && { private: [endpoints, ...ofCluster(cluster), mountTarget] }),
    ...(database && cache && { database: dataOf(database, cache, standby) }),
  };
}

/** Auto-scaling spreads each group over the zones. A node takes its own address and those that it holds for pods. */
function nodesOf({ nodeGroups, podAddresses }: ClusterSection, zones: number): Share {
  const nodes = Object.values(nodeGroups).reduce((sum, { maxSize }) => sum + Math.ceil(maxSize / zones), 0);
  const { minimumIpTarget, warmIpTarget } = podAddresses;
  const each = 1 + Math.max(minimumIpTarget, warmIpTarget);
  return { addresses: nodes * each, what: `for nodes (${nodes} in the zone at maxSize, ${each} each)` };
}

/** AWS chooses the zones of instances and nodes, so that each subnet may get all of them. */
function dataOf(
  { multiAz, replicas }: Environment["database"],
  { nodes }: Environment["cache"],
  standby: boolean,
): readonly Share[] {
  return [
    { addresses: 1, what: standby ? "standby replica" : "primary" },
    { addresses: multiAz ? 1 : 0, what: "synchronous copy" },
    { addresses: standby ? 0 : replicas.count, what: "read replicas" },
    { addresses: nodes, what: "cache nodes" },
  ];
}
