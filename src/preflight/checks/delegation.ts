import { textOf } from "../../pipeline/planned-resources";
import type { Finding } from "../finding";
import { isOwn, type Tag } from "../plan";
import { type Check, type Questions, unchecked } from "./check";

interface HostedZone {
  readonly Id: string;
  readonly Name: string;
  readonly Config?: { readonly PrivateZone?: boolean };
}

/** The internet asks the environment's own name servers: certificates cannot be issued before. */
export const checkDelegation: Check = {
  title: "delegation of the zone",
  run: async (questions) => {
    const zones = questions.plan.resources.filter(({ type }) => type === "aws_route53_zone");
    const names = zones.flatMap((zone) => textOf(zone, "name") ?? []);
    return (await Promise.all(names.map((name) => checkZone(questions, name)))).flat();
  },
};

async function checkZone(questions: Questions, name: string): Promise<Finding[]> {
  const what = `delegation of ${name}`;
  try {
    const zones = await zonesOf(questions, name);
    const zone = zones.find(({ own }) => own);
    if (!zone) {
      const others = zones.map(({ id }) => id).join(", ");
      const other = `; another zone of that name is in the account, ${others}, and its records do not come along`;
      const detail = `the zone is not there yet${others === "" ? "" : other}`;
      const fix =
        "apply its dns stack first, then delegate to the name servers that it prints: at the registrar, or under " +
        "dns.delegations of the environment with the parent domain";
      return [{ level: "warning", what, detail, fix }];
    }
    return [await compare(questions, name, zone.servers)];
  } catch (fault) {
    return [unchecked(what, fault)];
  }
}

async function compare({ nameServers }: Questions, name: string, expected: readonly string[]): Promise<Finding> {
  const what = `delegation of ${name}`;
  const fix = `delegate to ${expected.join(", ")}: at the registrar, or under dns.delegations of the parent's environment`;
  try {
    const found = (await nameServers(name)).map(normal).sort();
    if (found.join() === expected.join()) return { level: "ok", what, detail: found.join(", ") };
    return { level: "blocks", what, detail: `the internet asks ${found.join(", ")}`, fix };
  } catch (fault) {
    const code = (fault as NodeJS.ErrnoException).code;
    if (code === "ENOTFOUND" || code === "ENODATA") {
      return { level: "blocks", what, detail: "the internet knows no name servers for it", fix };
    }
    return { level: "unchecked", what, detail: `DNS does not answer here (${code ?? String(fault)})` };
  }
}

/** Public zones of exactly that name in the account, with their name servers. */
async function zonesOf({ aws, plan }: Questions, name: string) {
  const command = ["route53", "list-hosted-zones-by-name", "--dns-name", name, "--max-items", "10"];
  const { HostedZones = [] } = await aws.ask<{ HostedZones?: HostedZone[] }>(command);
  const matching = HostedZones.filter((zone) => normal(zone.Name) === name && zone.Config?.PrivateZone !== true);
  return Promise.all(
    matching.map(async ({ Id }) => {
      const id = Id.replace("/hostedzone/", "");
      const [zone, tags] = await Promise.all([
        aws.ask<{ DelegationSet?: { NameServers?: string[] } }>(["route53", "get-hosted-zone", "--id", id]),
        aws.ask<{ ResourceTagSet?: { Tags?: Tag[] } }>([
          "route53",
          "list-tags-for-resource",
          "--resource-type",
          "hostedzone",
          "--resource-id",
          id,
        ]),
      ]);
      const servers = (zone.DelegationSet?.NameServers ?? []).map(normal).sort();
      return { id, servers, own: isOwn(plan, tags.ResourceTagSet?.Tags) };
    }),
  );
}

function normal(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}
