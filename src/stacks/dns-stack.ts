import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { PublicZone } from "../../modules/dns/public-zone";
import type { Environment } from "../config";
import { BaseStack, type BaseStackProps } from "./base-stack";

export interface DnsStackProps extends BaseStackProps {
  readonly dns: Environment["dns"];
  /** Refuses to destroy the zone. */
  readonly deletionProtection: boolean;
}

/** The environment's hosted zone. Applied first: certificates wait until the zone is delegated, which is done by hand. */
export class DnsStack extends BaseStack {
  readonly zoneId: string;
  readonly domain: string;

  constructor(scope: Construct, id: string, props: DnsStackProps) {
    super(scope, id, props);
    const { domain, delegations } = props.dns;
    const zone = new PublicZone(this, "zone", { domain, delegations, preventDestroy: props.deletionProtection });
    this.zoneId = zone.zoneId;
    this.domain = domain;
    new TerraformOutput(this, "name_servers", {
      value: zone.nameServers,
      description: `Name servers to enter at the registrar of ${domain}, or in its parent zone`,
    });
  }
}
