import { z } from "zod";
import { setAtCreation } from "./formats/creation";
import { domainName } from "./formats/text";

/** The public hosted zone (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-working-with.html). */
export const dnsSection = z.object({
  /** The zone's domain. Set at creation: another domain means another zone, with name servers of its own. */
  domain: setAtCreation(domainName, "replaced"),
  /**
   * Name servers of sub-domains that live in zones of their own, keyed by the whole name of the sub-domain:
   * `{ "staging.techally.com": ["ns-1.awsdns-00.com", "ns-2.awsdns-00.net"] }`. Default: none.
   */
  delegations: z.record(domainName, z.array(domainName).min(1)).default({}),
});
