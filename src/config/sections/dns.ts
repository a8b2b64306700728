import { z } from "zod";
import { atMost } from "./formats/bounds";
import { setAtCreation } from "./formats/creation";
import { domainName } from "./formats/text";

// Records of a zone and values of a record: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html
const quotas = { records: 10_000, values: 400 };
// https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
const certifiedDomain = domainName.refine((domain) => domain.length <= 64, {
  params: {
    allowed: "a domain name of at most 64 characters",
    fix:
      "choose a shorter one: certificates are issued to it, and ACM takes 64 characters " +
      "(https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html)",
  },
});

/** The public hosted zone (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-working-with.html). */
export const dnsSection = z.object({
  /** The zone's domain. Set at creation: another domain means another zone, with name servers of its own. */
  domain: setAtCreation(certifiedDomain, "replaced"),
  /**
   * Name servers of sub-domains that live in zones of their own, keyed by the whole name of the sub-domain:
   * `{ "staging.techally.com": ["ns-1.awsdns-00.com", "ns-2.awsdns-00.net"] }`. A name below the domain that
   * the environment does not use itself. Default: none.
   */
  delegations: atMost(z.record(domainName, z.array(domainName).min(1).max(quotas.values)), quotas.records).default({}),
});
