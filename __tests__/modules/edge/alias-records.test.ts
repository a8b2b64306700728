import { RegionalRecord, ViewerRecords } from "../../../modules/edge/alias-records";
import { synthConstruct } from "../../support/synth";

const east = { dnsName: "east.elb.amazonaws.com", zoneId: "ZEAST" };
const west = { dnsName: "west.elb.amazonaws.com", zoneId: "ZWEST" };
const alias = (target: typeof east) => ({ name: target.dnsName, zone_id: target.zoneId, evaluate_target_health: true });

const regional = (props: { primary: typeof east; secondary?: typeof east }) =>
  synthConstruct((scope) => {
    new RegionalRecord(scope, "api_auth", { zoneId: "Z1", name: "auth.example.com", ...props });
  });

test("viewers' names in both protocols", () => {
  const stack = synthConstruct((scope) => {
    const distribution = { dnsName: "d1.cloudfront.net", zoneId: "ZCDN" };
    new ViewerRecords(scope, "viewers", {
      zoneId: "Z1",
      domain: "example.com",
      webHosts: ["www", "shop-2"],
      distribution,
    });
  });
  const names = ["viewer", "viewer_shop_2", "viewer_www"];
  expect(stack.names("aws_route53_record")).toEqual(names.flatMap((name) => [`${name}_a`, `${name}_aaaa`]));
  expect(stack.resource("aws_route53_record", "viewer_shop_2_aaaa")).toEqual({
    zone_id: "Z1",
    name: "shop-2.example.com",
    type: "AAAA",
    alias: { name: "d1.cloudfront.net", zone_id: "ZCDN", evaluate_target_health: false },
  });
});

test("one region: a plain alias", () => {
  const stack = regional({ primary: east });
  expect(stack.names("aws_route53_record")).toEqual(["api_auth"]);
  expect(stack.resource("aws_route53_record", "api_auth")).toEqual({
    zone_id: "Z1",
    name: "auth.example.com",
    type: "A",
    alias: alias(east),
  });
});

test("two regions: the second answers when the first is unhealthy", () => {
  const stack = regional({ primary: east, secondary: west });
  expect(stack.resource("aws_route53_record", "api_auth_primary")).toMatchObject({
    set_identifier: "primary",
    failover_routing_policy: { type: "PRIMARY" },
    alias: alias(east),
  });
  expect(stack.resource("aws_route53_record", "api_auth_secondary")).toMatchObject({
    set_identifier: "secondary",
    failover_routing_policy: { type: "SECONDARY" },
    alias: alias(west),
  });
});

test("swapping the targets changes aliases and nothing else", () => {
  const before = regional({ primary: east, secondary: west });
  const after = regional({ primary: west, secondary: east });
  expect(after.addresses).toEqual(before.addresses);
  for (const [name, target] of [
    ["api_auth_primary", west],
    ["api_auth_secondary", east],
  ] as const) {
    expect(after.resource("aws_route53_record", name)).toEqual({
      ...before.resource("aws_route53_record", name),
      alias: alias(target),
    });
  }
});
