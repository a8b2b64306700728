import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct } from "constructs";
import { identifiersOf } from "../addresses/identifiers";

export interface PublicZoneProps {
  /** Domain of the zone, without a trailing dot. */
  readonly domain: string;
  /** Name servers of sub-domains with zones of their own, keyed by the sub-domain. */
  readonly delegations: Readonly<Record<string, readonly string[]>>;
  /**
   * Refuses to destroy the zone: a new one gets other name servers, and the domain is down until the registrar knows
   * them.
   * @default true
   */
  readonly preventDestroy?: boolean;
}

/** A public hosted zone (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/AboutHZWorkingWith.html). */
export class PublicZone extends Construct {
  readonly zoneId: string;
  /** The four servers to enter at the registrar, or in the parent zone. */
  readonly nameServers: string[];

  constructor(scope: Construct, id: string, props: PublicZoneProps) {
    super(scope, id);
    const zone = new Route53Zone(this, "main", {
      name: props.domain,
      comment: `Public zone of ${props.domain}`,
      lifecycle: { preventDestroy: props.preventDestroy ?? true },
    });
    this.zoneId = zone.zoneId;
    this.nameServers = zone.nameServers;
    const addresses = identifiersOf(
      Object.keys(props.delegations),
      (subdomain) => `ns_${subdomain.replaceAll(/[-.]/g, "_")}`,
    );
    for (const [subdomain, address] of addresses) {
      new Route53Record(this, address, {
        zoneId: zone.zoneId,
        name: subdomain,
        type: "NS",
        ttl: 3600,
        records: [...(props.delegations[subdomain] ?? [])],
      });
    }
  }
}
