import { regions } from "../../config/values/regions";
import { listOf, type PlannedResource, referenced, textOf } from "../../pipeline/planned-resources";
import type { Finding } from "../finding";
import { type Plan, regionsOf } from "../plan";
import { type Check, unchecked } from "./check";

interface Zone {
  readonly ZoneName: string;
  readonly ZoneId: string;
  readonly State?: string;
  readonly OptInStatus?: string;
}

/** The letters of the zones stand for zones that the account can use, and that take a control plane where one is wanted. */
export const checkZones: Check = {
  title: "availability zones",
  run: async ({ aws, plan }) => {
    const command = ["ec2", "describe-availability-zones", "--all-availability-zones"];
    const ask = async (region: string): Promise<Finding[]> => {
      const planned = zonesOf(plan, region);
      if (planned.length === 0) return [];
      try {
        const { AvailabilityZones = [] } = await aws.ask<{ AvailabilityZones?: Zone[] }>(command, region);
        return planned.map((name) => judge(name, region, AvailabilityZones, controlPlaneZones(plan).has(name)));
      } catch (fault) {
        return [unchecked(`zones of ${region}`, fault)];
      }
    };
    return (await Promise.all(regionsOf(plan).map(ask))).flat();
  },
};

function judge(name: string, region: string, zones: readonly Zone[], controlPlane: boolean): Finding {
  const what = `zone ${name}`;
  const zone = zones.find(({ ZoneName }) => ZoneName === name);
  const refused = regions.get(region)?.zonesWithoutControlPlane ?? [];
  const usable = zones.filter(({ State, OptInStatus }) => State === "available" && OptInStatus !== "not-opted-in");
  if (!zone || !usable.includes(zone)) {
    const names = usable.map(({ ZoneName }) => ZoneName).join(", ");
    const detail = zone ? `${zone.ZoneId} is not available to this account` : "this account has no such zone";
    return { level: "blocks", what, detail, fix: `use one of ${names} in network.zones` };
  }
  if (controlPlane && refused.includes(zone.ZoneId)) {
    const others = usable.filter(({ ZoneId, ZoneName }) => !refused.includes(ZoneId) && ZoneName !== name);
    const letters = others.map(({ ZoneName, ZoneId }) => `${ZoneName} (${ZoneId})`).join(", ");
    return {
      level: "blocks",
      what,
      detail: `it is ${zone.ZoneId} here, which takes no EKS control plane`,
      fix: `leave it out of network.controlPlaneZones, or use another in network.zones: ${letters}`,
    };
  }
  return { level: "ok", what, detail: `it is ${zone.ZoneId} here` };
}

function zonesOf({ resources }: Plan, region: string): string[] {
  const subnets = resources.filter((resource) => resource.type === "aws_subnet" && resource.region === region);
  return [...new Set(subnets.flatMap((subnet) => textOf(subnet, "availability_zone") ?? []))].sort();
}

/** Zones of the subnets that clusters are created in. */
function controlPlaneZones({ resources }: Plan): ReadonlySet<string | undefined> {
  const clusters = resources.filter(({ type }) => type === "aws_eks_cluster");
  const subnets = clusters.flatMap((cluster) => subnetsOf(resources, cluster));
  return new Set(subnets.map((subnet) => textOf(subnet, "availability_zone")));
}

function subnetsOf(resources: readonly PlannedResource[], cluster: PlannedResource): PlannedResource[] {
  const config = cluster.arguments.vpc_config as Readonly<Record<string, unknown>>;
  return listOf({ ...cluster, arguments: config }, "subnet_ids").flatMap(
    (id) => referenced(resources, cluster, id) ?? [],
  );
}
