import { z } from "zod";
import { atMost } from "./formats/bounds";
import { matching } from "./formats/text";
import { logRetentionDays } from "./network";

// One label: the certificates cover the domain and one level below it.
const label = matching(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, {
  allowed: "1-63 lower-case letters, digits and hyphens, neither starting nor ending with a hyphen",
  fix: "write the part before the domain alone: auth, not auth.techally.com",
});

// Requests per address in five minutes: https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
const requestsPerAddress = z.number().int().min(10).max(2_000_000_000);

const rateLimitSection = z.object({
  /** For the sites behind CloudFront. Default: 2000. */
  web: requestsPerAddress.default(2000),
  /** For the API hosts, which load balancers answer without CloudFront. Default: 1000. */
  api: requestsPerAddress.default(1000),
});

const hstsSection = z.object({
  /** Seconds for which browsers refuse plain HTTP. Default: 31536000, one year. */
  maxAgeSeconds: z.number().int().min(0).max(63_072_000).default(31_536_000),
  /** Holds for every name below the domain too, also for those that live elsewhere. Default: true. */
  includeSubdomains: z.boolean().default(true),
  /** Asks for the browsers' built-in list (https://hstspreload.org), which takes months to leave. Default: false. */
  preload: z.boolean().default(false),
});

/** Rule groups of both firewalls that judge by the address of the client; AWS maintains them. */
export const addressRuleGroups = ["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesAnonymousIpList"] as const;

/** Rule groups of both firewalls that judge by what is asked for; AWS maintains them. */
export const contentRuleGroups = [
  "AWSManagedRulesCommonRuleSet",
  "AWSManagedRulesKnownBadInputsRuleSet",
  "AWSManagedRulesSQLiRuleSet",
] as const;

const ruleGroups = [...addressRuleGroups, ...contentRuleGroups];
const ruleGroup = matching(new RegExp(`^(${ruleGroups.join("|")})$`), {
  allowed: ruleGroups.join(", "),
  fix: "name one of the groups that the firewalls use",
});

const ruleName = matching(/^[\w-]{1,128}$/, {
  allowed: "the name of a rule, such as SizeRestrictions_BODY",
  fix: "copy it from https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html",
});

// A listener has a rule for each host and one for the domain, and a load balancer has 100 rules:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html. So many names a
// distribution takes, too: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
export const mostHosts = 99;
const hosts = z.array(label).max(mostHosts);

// CloudFront's prefix list counts as 55 of the 60 rules that a security group has unless AWS grants more.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html#managed-prefix-list
const clientRanges = 5;
const tooManyRanges = {
  allowed: `at most ${clientRanges} ranges`,
  fix: "put neighbouring ranges into wider ones; a security group has 60 rules, and CloudFront takes 55 of them",
};

// https://docs.aws.amazon.com/waf/latest/APIReference/API_ManagedRuleGroupStatement.html
const ruleOverrides = 100;

const section = z.object({
  /** Names below the domain that CloudFront serves like the domain itself. Default: www. */
  webHosts: hosts.default(["www"]),
  /** Names below the domain that go straight to the load balancers. Default: auth. */
  apiHosts: hosts.default(["auth"]),
  /**
   * IPv4 ranges from which clients reach the load balancers, and with them the API hosts, over HTTPS. CloudFront reaches
   * them as well, so that what it serves stays open to everyone. An empty list lets in nothing else. Default: everyone.
   */
  allowFrom: z
    .array(z.string())
    .refine((ranges) => ranges.length <= clientRanges, { params: tooManyRanges, abort: true })
    .max(clientRanges)
    .optional(),
  /** Edge locations that serve the site: all, all but South America and Oceania, or the cheapest. Default: all. */
  priceClass: z.enum(["PriceClass_All", "PriceClass_200", "PriceClass_100"]).default("PriceClass_All"),
  /** Seconds that CloudFront waits for an answer of the load balancer. Default: 60. */
  originTimeoutSeconds: z.number().int().min(1).max(60).default(60),
  /** Requests that one address may send in five minutes. */
  rateLimit: rateLimitSection.prefault({}),
  /**
   * Rules of the managed groups that count instead of blocking, keyed by group. Default: the one that refuses bodies
   * of more than 8 KB, which are how files are uploaded, and the one that refuses the addresses of hosting providers, from
   * which webhooks and partners' servers come. `{}` lets all of them block.
   */
  countedRules: atMost(z.record(ruleGroup, z.array(ruleName).max(ruleOverrides)), ruleGroups.length).default({
    AWSManagedRulesCommonRuleSet: ["SizeRestrictions_BODY"],
    AWSManagedRulesAnonymousIpList: ["HostingProviderIPList"],
  }),
  /** Retention of the firewalls' logs, in days. Default: 90. */
  firewallLogRetentionDays: logRetentionDays.default(90),
  /** HTTP Strict Transport Security (https://developer.mozilla.org/docs/Web/HTTP/Headers/Strict-Transport-Security). */
  hsts: hstsSection.prefault({}),
  /** Refuses to delete the load balancers, and keeps a deleted origin secret for 30 days. Default: true. */
  deletionProtection: z.boolean().default(true),
});

/** What the internet sees: names, certificates, CloudFront, firewalls and load balancers (INF-001 §1.1, §7). */
export const edgeSection = section.prefault({});

export type EdgeSection = z.output<typeof edgeSection>;
