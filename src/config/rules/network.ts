import type { LocalProblem, PathPart } from "../problem";
import { type NetworkSection, tiers } from "../sections/network";

/** There are at least two zones; they exist once, belong to the region, and every tier has a subnet in each of them and nowhere else. */
export function checkZones(section: NetworkSection, path: readonly PathPart[]): LocalProblem[] {
  return [...checkZoneNames(section, path), ...checkTiers(section, path), ...checkNatGateways(section, path)];
}

function checkZoneNames({ availabilityZones, region }: NetworkSection, path: readonly PathPart[]): LocalProblem[] {
  if (availabilityZones.length < 2) {
    const fix = "add a zone: EKS, database subnet groups and load balancers each refuse a single one";
    return [{ path: [...path, "availabilityZones"], value: availabilityZones, allowed: "at least two zones", fix }];
  }
  return availabilityZones.flatMap((zone, index) => {
    const at = [...path, "availabilityZones", index];
    const problems: LocalProblem[] = [];
    if (!new RegExp(`^${region}[a-z]$`).test(zone)) {
      const fix = `use zones such as ${region}a, or change the region`;
      problems.push({ path: at, value: zone, allowed: `an availability zone of ${region}`, fix });
    }
    if (availabilityZones.indexOf(zone) !== index) {
      problems.push({ path: at, value: zone, allowed: "each zone once", fix: "remove the repetition" });
    }
    return problems;
  });
}

function checkTiers({ availabilityZones, subnets }: NetworkSection, path: readonly PathPart[]): LocalProblem[] {
  const zones = [...new Set(availabilityZones)];
  return tiers.flatMap((tier) => {
    const missing = zones.filter((zone) => !(zone in subnets[tier]));
    const extra = Object.entries(subnets[tier]).filter(([zone]) => !zones.includes(zone));
    return [
      ...missing.map((zone) => ({
        path: [...path, "subnets", tier, zone],
        value: undefined,
        allowed: `one ${tier} subnet in each of ${zones.join(", ")}`,
        fix: `add a range for ${zone}, or remove ${zone} from availabilityZones`,
      })),
      ...extra.map(([zone, value]) => ({
        path: [...path, "subnets", tier, zone],
        value,
        allowed: `subnets in ${zones.join(", ")} only`,
        fix: `add ${zone} to availabilityZones, or remove this subnet`,
      })),
    ];
  });
}

function checkNatGateways(section: NetworkSection, path: readonly PathPart[]): LocalProblem[] {
  const { availabilityZones, natGateways } = section;
  const at = [...path, "natGateways"];
  const zones = new Set(availabilityZones);
  const allowed = `one zone for the whole VPC, or all of ${[...zones].join(", ")}`;
  const unknown = natGateways.filter((zone) => !zones.has(zone));
  if (unknown.length > 0) {
    return [{ path: at, value: natGateways, allowed, fix: `remove ${unknown.join(", ")}: the VPC has no such zone` }];
  }
  const chosen = new Set(natGateways).size;
  if (chosen === natGateways.length && (chosen === 1 || chosen === zones.size)) return [];
  // A subset would leave it to chance which zones lose their way out when another zone fails.
  return [
    { path: at, value: natGateways, allowed, fix: "list a single zone, or every zone of availabilityZones once" },
  ];
}
