import { PublicZone } from "../../../modules/dns/public-zone";
import { synthConstruct } from "../../support/synth";

test("a zone that may go", () => {
  const stack = synthConstruct((scope) => {
    new PublicZone(scope, "zone", { domain: "acme.com", delegations: {}, preventDestroy: false });
  });
  expect(stack.resource("aws_route53_zone", "main").lifecycle).toEqual({ prevent_destroy: false });
});

test("a zone that cannot be destroyed by accident, with its delegated sub-domains", () => {
  const stack = synthConstruct((scope) => {
    const servers = ["ns-1.awsdns-01.org", "ns-2.awsdns-02.net"];
    new PublicZone(scope, "zone", { domain: "acme.com", delegations: { "staging.acme.com": servers } });
  });
  expect(stack.resource("aws_route53_zone", "main")).toMatchObject({
    name: "acme.com",
    lifecycle: { prevent_destroy: true },
  });
  expect(stack.resource("aws_route53_record", "ns_staging_acme_com")).toEqual({
    zone_id: "${aws_route53_zone.main.zone_id}",
    name: "staging.acme.com",
    type: "NS",
    ttl: 3600,
    records: ["ns-1.awsdns-01.org", "ns-2.awsdns-02.net"],
  });
});

test("sub-domains that differ in a sign alone are both delegated", () => {
  const servers = ["ns-1.awsdns-01.org"];
  const stack = synthConstruct((scope) => {
    const delegations = { "a.b.acme.com": servers, "a-b.acme.com": servers };
    new PublicZone(scope, "zone", { domain: "acme.com", delegations });
  });
  const [first, second = ""] = stack.names("aws_route53_record");
  expect(first).toBe("ns_a_b_acme_com");
  expect(stack.resource("aws_route53_record", second).name).toBe("a-b.acme.com");
});
