import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { WebAcl, type WebAclProps } from "../../../modules/firewall/web-acl";
import { synthConstruct } from "../../support/synth";

const props: WebAclProps = {
  name: "example-edge",
  description: "Requests to example.com",
  scope: "REGIONAL",
  rateLimit: 500,
  addressRuleGroups: ["Addresses"],
  contentRuleGroups: ["Content"],
  logRetentionDays: 30,
};

const synth = (change: Partial<WebAclProps> = {}) =>
  synthConstruct((scope) => {
    new WebAcl(scope, "main", { ...props, ...change });
  });

function statements(change: Partial<WebAclProps> = {}) {
  const rules = synth(change).resource("aws_wafv2_web_acl", "main").rule as { statement: object }[];
  return rules.map(({ statement }) => statement);
}

const requestFor = (host: string) => ({
  byte_match_statement: {
    search_string: host,
    positional_constraint: "STARTS_WITH",
    field_to_match: { single_header: { name: "host" } },
    text_transformation: [{ priority: 0, type: "LOWERCASE" }],
  },
});

test("what no rule blocks passes", () => {
  const stack = synth();
  expect(stack.text).toHaveResourceWithProperties(Wafv2WebAcl, { default_action: { allow: {} }, scope: "REGIONAL" });
  expect(stack.resource("aws_wafv2_web_acl", "main")).toMatchObject({
    name: "example-edge",
    description: "Requests to example.com",
    visibility_config: {
      cloudwatch_metrics_enabled: true,
      sampled_requests_enabled: true,
      metric_name: "example-edge",
    },
  });
});

test("the rate limit blocks first, the groups do what AWS made them for, in their order", () => {
  expect(synth().resource("aws_wafv2_web_acl", "main").rule).toEqual([
    expect.objectContaining({ name: "rate-limit", priority: 0, action: { block: {} } }),
    expect.objectContaining({ name: "Addresses", priority: 1, override_action: { none: {} } }),
    expect.objectContaining({ name: "Content", priority: 2, override_action: { none: {} } }),
  ]);
});

test("statements are Terraform's own words", () => {
  expect(statements()).toEqual([
    { rate_based_statement: { limit: 500, aggregate_key_type: "IP", evaluation_window_sec: 300 } },
    { managed_rule_group_statement: { vendor_name: "AWS", name: "Addresses" } },
    { managed_rule_group_statement: { vendor_name: "AWS", name: "Content" } },
  ]);
});

test("counted rules are those of their group", () => {
  expect(statements({ countedRules: { Content: ["Size", "Agent"] } })).toEqual([
    expect.anything(),
    { managed_rule_group_statement: { vendor_name: "AWS", name: "Addresses" } },
    {
      managed_rule_group_statement: {
        vendor_name: "AWS",
        name: "Content",
        rule_action_override: [
          { name: "Size", action_to_use: { count: {} } },
          { name: "Agent", action_to_use: { count: {} } },
        ],
      },
    },
  ]);
});

test("CloudFront's addresses are not judged", () => {
  const [rate, addresses, content] = statements({ hostsBehindCloudFront: ["example.com", "www.example.com"] });
  const exempt = { or_statement: { statement: [requestFor("example.com"), requestFor("www.example.com")] } };
  const scope_down_statement = { not_statement: { statement: exempt } };
  expect(rate).toMatchObject({ rate_based_statement: { scope_down_statement } });
  expect(addresses).toMatchObject({ managed_rule_group_statement: { scope_down_statement } });
  expect(content).toEqual({ managed_rule_group_statement: { vendor_name: "AWS", name: "Content" } });
});

test("a single host needs no alternative, which AWS would refuse", () => {
  const [rate] = statements({ hostsBehindCloudFront: ["example.com"] });
  const scope_down_statement = { not_statement: { statement: requestFor("example.com") } };
  expect(rate).toMatchObject({ rate_based_statement: { scope_down_statement } });
});

test("logs hold what was blocked or counted, without credentials", () => {
  const stack = synth();
  expect(stack.resource("aws_cloudwatch_log_group", "waf")).toEqual({
    name: "aws-waf-logs-example-edge",
    retention_in_days: 30,
  });
  const action = (name: string) => ({ action_condition: { action: name } });
  expect(stack.resource("aws_wafv2_web_acl_logging_configuration", "waf")).toEqual({
    resource_arn: "${aws_wafv2_web_acl.main.arn}",
    log_destination_configs: ["${aws_cloudwatch_log_group.waf.arn}"],
    logging_filter: {
      default_behavior: "DROP",
      filter: [
        {
          behavior: "KEEP",
          requirement: "MEETS_ANY",
          condition: [action("BLOCK"), action("COUNT"), action("EXCLUDED_AS_COUNT")],
        },
      ],
    },
    redacted_fields: [{ single_header: { name: "authorization" } }, { single_header: { name: "cookie" } }],
  });
});
