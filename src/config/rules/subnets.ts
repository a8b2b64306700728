import { formatPath, type LocalProblem, type PathPart } from "../problem";
import { type NetworkSection, tiers } from "../sections/network";
import { contains, firstFreeNetwork, type Ipv4Network, overlaps, readCidr } from "../values/cidr";

/** A subnet with its place in the configuration. */
interface Placed {
  readonly path: readonly PathPart[];
  readonly network: Ipv4Network;
}

/** Every range of a VPC is an IPv4 network of a size AWS accepts, inside the VPC, and overlaps no other. */
export function checkRanges(section: NetworkSection, path: readonly PathPart[]): LocalProblem[] {
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
      Object.entries(section.subnets[tier]).map(([zone, cidr]) => read([...path, "subnets", tier, zone], cidr)),
    )
    .filter((subnet) => subnet !== undefined);
  return [...problems, ...(vpc ? checkContainment(vpc, subnets) : []), ...checkOverlaps(subnets, vpc)];
}

function checkContainment(vpc: Placed, subnets: readonly Placed[]): LocalProblem[] {
  return subnets
    .filter((subnet) => !contains(vpc.network, subnet.network))
    .map((subnet) => ({
      path: subnet.path,
      value: subnet.network.text,
      allowed: `a range inside ${formatPath(vpc.path)}, ${vpc.network.text}`,
      fix: suggestRange(subnet, subnets, vpc),
    }));
}

function checkOverlaps(subnets: readonly Placed[], vpc: Placed | undefined): LocalProblem[] {
  return subnets.flatMap((subnet, index) => {
    const earlier = subnets.slice(0, index).find((other) => overlaps(other.network, subnet.network));
    if (!earlier) return [];
    const allowed = `a range that does not overlap ${formatPath(earlier.path)}, ${earlier.network.text}`;
    return [{ path: subnet.path, value: subnet.network.text, allowed, fix: suggestRange(subnet, subnets, vpc) }];
  });
}

function suggestRange(subnet: Placed, all: readonly Placed[], vpc: Placed | undefined): string {
  const others = all.filter((other) => other !== subnet).map((other) => other.network);
  const free = vpc && firstFreeNetwork(vpc.network, others, subnet.network.prefixLength);
  return free
    ? `choose a free range, for instance ${free.text}`
    : "choose a smaller range: the VPC has none of this size left";
}
