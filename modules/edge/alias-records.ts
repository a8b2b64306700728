import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";

/** An AWS resource with a name in DNS that alias records can point at. */
export interface AliasTarget {
  readonly dnsName: string;
  /** Hosted zone of `dnsName`, which is AWS's. */
  readonly zoneId: string;
}

export interface ViewerRecordsProps {
  readonly zoneId: string;
  readonly domain: string;
  /** Labels below the domain that point at the distribution like the domain itself. */
  readonly webHosts: readonly string[];
  readonly distribution: AliasTarget;
}

/**
 * The names that viewers type, over IPv4 and IPv6
 * (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-cloudfront-distribution.html).
 */
export class ViewerRecords extends Construct {
  constructor(scope: Construct, id: string, props: ViewerRecordsProps) {
    super(scope, id);
    const { zoneId, domain, distribution } = props;
    const add = (prefix: string, name: string) => {
      for (const type of ["A", "AAAA"]) {
        new Route53Record(this, `${prefix}_${type.toLowerCase()}`, {
          zoneId,
          name,
          type,
          // Route 53 knows no health of distributions, and refuses to be asked for it.
          alias: { name: distribution.dnsName, zoneId: distribution.zoneId, evaluateTargetHealth: false },
        });
      }
    };
    add("viewer", domain);
    for (const label of props.webHosts) add(`viewer_${label}`, `${label}.${domain}`);
  }
}

export interface RegionalRecordProps {
  readonly zoneId: string;
  /** Host name of the record. */
  readonly name: string;
  /** Load balancer that answers. */
  readonly primary: AliasTarget;
  /**
   * Load balancer that answers while no target of the primary is healthy.
   * @default - none: a plain alias
   */
  readonly secondary?: AliasTarget;
}

/**
 * A name that leads to load balancers (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-types.html).
 * Which record is `primary` never changes, only what it points at: swapping the two targets updates both in place.
 */
export class RegionalRecord extends Construct {
  constructor(scope: Construct, id: string, props: RegionalRecordProps) {
    super(scope, id);
    const { zoneId, name, primary, secondary } = props;
    const alias = ({ dnsName, zoneId: targetZoneId }: AliasTarget) => ({
      name: dnsName,
      zoneId: targetZoneId,
      evaluateTargetHealth: true,
    });
    if (!secondary) {
      new Route53Record(this, id, { zoneId, name, type: "A", alias: alias(primary) });
      return;
    }
    const add = (role: "primary" | "secondary", target: AliasTarget) =>
      new Route53Record(this, `${id}_${role}`, {
        zoneId,
        name,
        type: "A",
        setIdentifier: role,
        failoverRoutingPolicy: { type: role.toUpperCase() },
        alias: alias(target),
      });
    add("primary", primary);
    add("secondary", secondary);
  }
}
