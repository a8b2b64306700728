import { loadEnvironments } from "../../../src/config";
import { production } from "../../fixtures/environments/production";
import { staging } from "../../fixtures/environments/staging";
import { problemsOf } from "../../support/problems";

// Without services, whose routes name the hosts that these tests take away.
const withEdge = (edge: object, changes: object = {}) => problemsOf([{ ...staging, services: {}, ...changes, edge }]);
const change = "change the value to an allowed one";

test("everything has a default that suits production", () => {
  const [environment] = loadEnvironments([{ ...staging, edge: undefined }]);
  expect(environment?.edge).toEqual({
    webHosts: ["www"],
    apiHosts: ["auth"],
    priceClass: "PriceClass_All",
    originTimeoutSeconds: 60,
    rateLimit: { web: 2000, api: 1000 },
    countedRules: {
      AWSManagedRulesCommonRuleSet: ["SizeRestrictions_BODY"],
      AWSManagedRulesAnonymousIpList: ["HostingProviderIPList"],
    },
    firewallLogRetentionDays: 90,
    hsts: { maxAgeSeconds: 31_536_000, includeSubdomains: true, preload: false },
    deletionProtection: true,
  });
});

describe("rate limits", () => {
  test.each(["web", "api"])("%s: AWS takes 10 to 2,000,000,000 requests", (key) => {
    expect(withEdge({ rateLimit: { [key]: 10 } })).toEqual([]);
    expect(withEdge({ rateLimit: { [key]: 2_000_000_000 } })).toEqual([]);
    const path = `staging.edge.rateLimit.${key}`;
    expect(withEdge({ rateLimit: { [key]: 9 } })).toEqual([{ path, value: 9, allowed: "at least 10", fix: change }]);
    expect(withEdge({ rateLimit: { [key]: 2_000_000_001 } })).toEqual([
      { path, value: 2_000_000_001, allowed: "at most 2000000000", fix: change },
    ]);
  });

  test("a limit is a whole number", () => {
    expect(withEdge({ rateLimit: { web: 100.5 } })).toEqual([
      {
        path: "staging.edge.rateLimit.web",
        value: 100.5,
        allowed: "a whole number",
        fix: "write a whole number, without quotes",
      },
    ]);
  });
});

describe("values", () => {
  test.each([
    ["priceClass", "PriceClass_300", '"PriceClass_All", "PriceClass_200", "PriceClass_100"'],
    ["originTimeoutSeconds", 0, "at least 1"],
    ["originTimeoutSeconds", 61, "at most 60"],
    ["firewallLogRetentionDays", 42, expect.stringContaining("30, 60, 90")],
  ])("%s: %j", (key, value, allowed) => {
    expect(withEdge({ [key]: value })).toEqual([{ path: `staging.edge.${key}`, value, allowed, fix: change }]);
  });

  test("the hsts age is at most two years", () => {
    expect(withEdge({ hsts: { maxAgeSeconds: 63_072_001 } })).toEqual([
      { path: "staging.edge.hsts.maxAgeSeconds", value: 63_072_001, allowed: "at most 63072000", fix: change },
    ]);
  });

  test("an unknown key", () => {
    expect(withEdge({ rateLimits: 100 })).toEqual([
      expect.objectContaining({ path: "staging.edge.rateLimits", fix: "remove the key, or correct its spelling" }),
    ]);
  });

  test("a rule group that is not used", () => {
    expect(withEdge({ countedRules: { AWSManagedRulesLinuxRuleSet: [] } })).toEqual([
      expect.objectContaining({
        path: "staging.edge.countedRules.AWSManagedRulesLinuxRuleSet",
        allowed: expect.stringContaining("AWSManagedRulesSQLiRuleSet"),
        fix: "name one of the groups that the firewalls use",
      }),
    ]);
  });

  test("the name of a rule", () => {
    expect(withEdge({ countedRules: { AWSManagedRulesSQLiRuleSet: ["SQLi body"] } })).toEqual([
      {
        path: "staging.edge.countedRules.AWSManagedRulesSQLiRuleSet[0]",
        value: "SQLi body",
        allowed: "the name of a rule, such as SizeRestrictions_BODY",
        fix: "copy it from https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html",
      },
    ]);
  });
});

describe("hosts", () => {
  test.each(["webHosts", "apiHosts"])("%s are single labels", (key) => {
    for (const label of ["auth.techally.com", "Auth", "-auth", "auth-", "", "a".repeat(64)]) {
      expect(withEdge({ webHosts: [], apiHosts: [], [key]: [label] })).toEqual([
        {
          path: `staging.edge.${key}[0]`,
          value: label,
          allowed: "1-63 lower-case letters, digits and hyphens, neither starting nor ending with a hyphen",
          fix: "write the part before the domain alone: auth, not auth.techally.com",
        },
      ]);
    }
  });

  test("an environment may have neither", () => {
    expect(withEdge({ webHosts: [], apiHosts: [] })).toEqual([]);
  });

  test("a label is used once", () => {
    expect(withEdge({ apiHosts: ["auth", "auth"] })).toEqual([
      {
        path: "staging.edge.apiHosts[1]",
        value: "auth",
        allowed: "each label once",
        fix: "remove it here, or from edge.apiHosts[0]",
      },
    ]);
  });

  test("an API host is no web host", () => {
    expect(withEdge({ apiHosts: ["auth", "www"] })).toEqual([
      {
        path: "staging.edge.apiHosts[1]",
        value: "www",
        allowed: "each label once",
        fix: "remove it here, or from edge.webHosts[0]",
      },
    ]);
  });

  test.each(["webHosts", "apiHosts"])("%s leave the origin's name alone", (key) => {
    expect(withEdge({ webHosts: [], apiHosts: [], [key]: ["origin"] })).toEqual([
      {
        path: `staging.edge.${key}[0]`,
        value: "origin",
        allowed: "any label but origin",
        fix: "choose another: CloudFront reaches the load balancers by it",
      },
    ]);
  });

  test("a name that another zone has is no host", () => {
    const dns = { domain: "techally.com", delegations: { "auth.techally.com": ["ns-1.example.com"] } };
    expect(withEdge({}, { dns })).toEqual([
      {
        path: "staging.edge.apiHosts[0]",
        value: "auth",
        allowed: "a name inside the environment's zone",
        fix: "choose another: dns.delegations gives auth.techally.com away",
      },
    ]);
  });

  test("the name that CloudFront fetches from is not the domain of another", () => {
    const other = { ...staging, services: {}, dns: { domain: "origin.techally.com" } };
    expect(problemsOf([production, other])).toEqual([
      {
        path: "staging.dns.domain",
        value: "origin.techally.com",
        allowed: "a name that no other environment has",
        fix: "choose another: CloudFront reaches the load balancers of production by it",
      },
    ]);
  });

  test("a host of one environment is not the domain of another", () => {
    expect(problemsOf([{ ...production, edge: { apiHosts: ["auth", "staging"] } }, staging])).toEqual([
      {
        path: "production.edge.apiHosts[1]",
        value: "staging.techally.com",
        allowed: "a name that no other environment has",
        fix: "choose another label: it is the domain of staging",
      },
    ]);
  });

  test("every shipped environment has names of its own", () => {
    expect(problemsOf([production, staging])).toEqual([]);
  });
});

describe("protection", () => {
  test("browsers list only domains that are secure as a whole and for a year", () => {
    const problem = {
      path: "staging.edge.hsts.preload",
      value: true,
      allowed: "true only with includeSubdomains and a maxAgeSeconds of at least 31536000",
      fix: "set both, or turn preload off",
    };
    expect(withEdge({ hsts: { preload: true } })).toEqual([]);
    expect(withEdge({ hsts: { preload: true, includeSubdomains: false } })).toEqual([problem]);
    expect(withEdge({ hsts: { preload: true, maxAgeSeconds: 86_400 } })).toEqual([problem]);
  });
});

describe("who reaches the load balancers", () => {
  const five = [1, 2, 3, 4, 5].map((number) => `203.0.113.${number}/32`);
  const path = "staging.edge.allowFrom";

  test.each([[[]], [["203.0.113.0/24"]], [five]])("%j", (allowFrom) => {
    expect(withEdge({ allowFrom })).toEqual([]);
  });

  test("a sixth range does not fit beside CloudFront's", () => {
    const allowFrom = [...five, "198.51.100.0/24"];
    expect(withEdge({ allowFrom })).toEqual([
      {
        path,
        value: allowFrom,
        allowed: "at most 5 ranges",
        fix: "put neighbouring ranges into wider ones; a security group has 60 rules, and CloudFront takes 55 of them",
      },
    ]);
  });

  test("ranges are IPv4 networks, narrower than everything, and stand there once", () => {
    expect(withEdge({ allowFrom: ["0.0.0.0/0", "2001:db8::/32", "203.0.113.1", "10.0.0.0/8", "10.0.0.0/8"] })).toEqual([
      expect.objectContaining({ path: `${path}[4]`, allowed: "each entry once" }),
      {
        path: `${path}[0]`,
        value: "0.0.0.0/0",
        allowed: "ranges narrower than the whole internet",
        fix: "list the ranges that clients come from; leave allowFrom out to let in everyone",
      },
      expect.objectContaining({ path: `${path}[1]`, fix: "use an IPv4 range; the VPC's ranges are IPv4" }),
      expect.objectContaining({ path: `${path}[2]`, value: "203.0.113.1" }),
      {
        path: `${path}[3]`,
        value: "10.0.0.0/8",
        allowed: "public addresses",
        fix: "write the addresses that the office or VPN has on the internet: the load balancers face it",
      },
      expect.objectContaining({ path: `${path}[4]`, allowed: "public addresses" }),
    ]);
  });
});
