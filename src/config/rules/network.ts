import type { Environment } from "../environment";
import { formatPath, type LocalProblem, type PathPart } from "../problem";
import { type NetworkSection, tiers } from "../sections/network";
import { contains, firstFreeNetwork, type Ipv4Network, overlaps, readCidr, unusableKind } from "../values/cidr";
import { regionSources } from "../values/regions";

/** A subnet with its place in the configuration. */
interface Placed {
  readonly path: readonly PathPart[];
  readonly network: Ipv4Network;
}

/** Regions differ, zones belong to theirs, a way out leads from each, and ranges are such that AWS accepts them; in both regions. */
export function checkNetwork({ network, disasterRecovery }: Partial<Environment>): LocalProblem[] {
  const standby = disasterRecovery?.network;
  return [
    ...(network && standby ? checkStandbyRegion(network, standby) : []),
    ...(network ? checkRegion(network, ["network"]) : []),
    ...(standby ? checkRegion(standby, ["disasterRecovery", "network"]) : []),
  ];
}

function checkStandbyRegion(primary: NetworkSection, standby: NetworkSection): LocalProblem[] {
  if (standby.region !== primary.region) return [];
  const allowed = `any region but that of network, ${primary.region}`;
  const fix = "choose another region, with its zones: a standby in the same one fails together with it";
  return [{ path: ["disasterRecovery", "network", "region"], value: standby.region, allowed, fix }];
}

function checkRegion(section: NetworkSection, path: readonly PathPart[]): LocalProblem[] {
  return [
    ...checkZones(section, path),
    ...checkClusterZones(section, path),
    ...checkNatGateways(section, path),
    ...checkRanges(section, path),
  ];
}

function checkZones({ zones, region }: NetworkSection, path: readonly PathPart[]): LocalProblem[] {
  const names = Object.keys(zones);
  const few = {
    path: [...path, "zones"],
    value: names,
    allowed: "at least two zones",
    fix: "add a zone: EKS, database subnet groups and load balancers each refuse a single one",
  };
  return [
    ...(names.length < 2 ? [few] : []),
    ...names
      .filter((name) => !new RegExp(`^${region}[a-z]$`).test(name))
      .map((name) => ({
        path: [...path, "zones", name],
        value: name,
        allowed: `an availability zone of ${region}`,
        fix: `use zones such as ${region}a, or change the region`,
      })),
  ];
}

/** The cluster is in zones of the network, and in as many as EKS and the platform's own replicas need. */
function checkClusterZones(section: NetworkSection, path: readonly PathPart[]): LocalProblem[] {
  const reasons = {
    controlPlaneZones: `EKS refuses a control plane in a single one (${regionSources.controlPlaneZones})`,
    nodeZones: "with the only zone of the nodes, everything would be gone",
  };
  return (["controlPlaneZones", "nodeZones"] as const).flatMap((key) => {
    const chosen = section[key];
    if (chosen === undefined) return [];
    const at = [...path, key];
    const fix = `add a zone: ${reasons[key]}`;
    const few = { path: at, value: chosen, allowed: "at least two zones", fix };
    return [...findUnknownZones(chosen, at, Object.keys(section.zones)), ...(chosen.length < 2 ? [few] : [])];
  });
}

function findUnknownZones(
  chosen: readonly string[],
  at: readonly PathPart[],
  names: readonly string[],
): LocalProblem[] {
  return chosen.flatMap((zone, index) => {
    if (names.includes(zone)) return [];
    const fix = "remove it, or add the zone with its subnets to zones";
    return [{ path: [...at, index], value: zone, allowed: `one of zones: ${names.join(", ")}`, fix }];
  });
}

function checkNatGateways({ zones }: NetworkSection, path: readonly PathPart[]): LocalProblem[] {
  const names = Object.keys(zones);
  const chosen = names.filter((name) => zones[name]?.natGateway);
  if (names.length === 0 || chosen.length === 1 || chosen.length === names.length) return [];
  // A subset would leave it to chance which zones lose their way out when another zone fails.
  return [
    {
      path: [...path, "zones"],
      value: chosen.length === 0 ? "natGateway in no zone" : `natGateway in ${chosen.join(", ")}`,
      allowed: `natGateway in one zone for the whole VPC, or in all of ${names.join(", ")}`,
      fix: "set natGateway: true in a single zone, or in every zone",
    },
  ];
}

/** Every range of a VPC is an IPv4 network of a size AWS accepts, inside the VPC, and overlaps no other. */
function checkRanges(section: NetworkSection, path: readonly PathPart[]): LocalProblem[] {
  const problems: LocalProblem[] = [];
  const read = (at: readonly PathPart[], text: string): Placed | undefined => {
    const result = readCidr(text);
    if ("fault" in result) {
      problems.push({ path: at, value: text, ...result.fault });
      return undefined;
    }
    const { network } = result;
    if (network.prefixLength >= 16 && network.prefixLength <= 28) return { path: at, network };
    const fix =
      "choose a prefix length of 16 to 28 (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html)";
    problems.push({ path: at, value: text, allowed: "a range of /16 to /28", fix });
    return undefined;
  };

  const vpc = read([...path, "cidr"], section.cidr);
  const subnets = tiers
    .flatMap((tier) =>
      Object.entries(section.zones).map(([zone, subnets]) => read([...path, "zones", zone, tier], subnets[tier])),
    )
    .filter((subnet) => subnet !== undefined);
  const suggest = freeRanges(subnets, vpc);
  return [
    ...problems,
    ...(vpc ? [...checkUsable(vpc), ...checkContainment(vpc, subnets, suggest)] : []),
    ...checkOverlaps(subnets, suggest),
  ];
}

type Suggest = (subnet: Placed) => string;

/** Subnets lie in the VPC, so its range speaks for theirs. */
function checkUsable({ path, network }: Placed): LocalProblem[] {
  const kind = unusableKind(network);
  if (kind === undefined) return [];
  const allowed = "addresses that hosts can have: of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, or public ones";
  const fix = `choose another range: these addresses are ${kind}`;
  return [{ path, value: network.text, allowed, fix }];
}

function checkContainment(vpc: Placed, subnets: readonly Placed[], suggest: Suggest): LocalProblem[] {
  return subnets
    .filter((subnet) => !contains(vpc.network, subnet.network))
    .map((subnet) => ({
      path: subnet.path,
      value: subnet.network.text,
      allowed: `a range inside ${formatPath(vpc.path)}, ${vpc.network.text}`,
      fix: suggest(subnet),
    }));
}

function checkOverlaps(subnets: readonly Placed[], suggest: Suggest): LocalProblem[] {
  return subnets.flatMap((subnet, index) => {
    const earlier = subnets.slice(0, index).find((other) => overlaps(other.network, subnet.network));
    if (!earlier) return [];
    const allowed = `a range that does not overlap ${formatPath(earlier.path)}, ${earlier.network.text}`;
    return [{ path: subnet.path, value: subnet.network.text, allowed, fix: suggest(subnet) }];
  });
}

/** Suggests a range that is free for each subnet in turn, so that following all of them ends well. */
function freeRanges(all: readonly Placed[], vpc: Placed | undefined): Suggest {
  const offered: Ipv4Network[] = [];
  return (subnet) => {
    const others = all.filter((other) => other !== subnet).map((other) => other.network);
    const free = vpc && firstFreeNetwork(vpc.network, [...others, ...offered], subnet.network.prefixLength);
    if (!free) return `choose a smaller range: the VPC has no /${subnet.network.prefixLength} left`;
    offered.push(free);
    return `choose a free range, for instance ${free.text}`;
  };
}
