import { helmValues } from "../support/helm-values";
import { fixtureStack, fixtureStacks } from "../support/stack-json";

const edge = fixtureStack("production-edge");
const primary = fixtureStack("production-ingress");
const standby = fixtureStack("production-dr-ingress");

const record = (name: string) => edge.resource("aws_route53_record", name);
const output = (stack: string, name: string) => `\${data.terraform_remote_state.${stack}.outputs.${name}}`;

describe("§1.1 Users → CloudFront", () => {
  test.each([
    ["viewer_a", "techally.com", "A"],
    ["viewer_aaaa", "techally.com", "AAAA"],
    ["viewer_www_a", "www.techally.com", "A"],
    ["viewer_www_aaaa", "www.techally.com", "AAAA"],
  ])("%s: %s %s is the distribution", (address, name, type) => {
    expect(record(address)).toEqual({
      zone_id: output("production_dns", "aws_route53_zone_main_zone_id"),
      name,
      type,
      alias: {
        name: "${aws_cloudfront_distribution.main.domain_name}",
        zone_id: "${aws_cloudfront_distribution.main.hosted_zone_id}",
        evaluate_target_health: false,
      },
    });
  });
});

describe("§1.1 CloudFront → WAF", () => {
  test("the distribution's firewall is made where CloudFront looks for it", () => {
    expect(edge.resource("aws_wafv2_web_acl", "main")).toMatchObject({ name: "techally-edge", scope: "CLOUDFRONT" });
    expect(edge.root.provider?.aws).toEqual([
      expect.objectContaining({ region: "us-east-1" }),
      expect.objectContaining({ region: "us-west-2", alias: "us_west_2" }),
    ]);
  });

  test.each([
    ["production-edge", "main"],
    ["production-ingress", "regional"],
    ["production-dr-ingress", "regional"],
  ])("%s: a rate limit, then the managed groups, in Terraform's own names", (stack, name) => {
    const rules = fixtureStack(stack).resource("aws_wafv2_web_acl", name).rule as { statement: object }[];
    expect(rules.map((rule) => JSON.stringify(rule.statement))).toEqual([
      expect.stringMatching(/^{"rate_based_statement":/),
      expect.stringMatching(/^{"managed_rule_group_statement":.*"name":"AWSManagedRulesAmazonIpReputationList"/),
      expect.stringMatching(/^{"managed_rule_group_statement":.*"name":"AWSManagedRulesAnonymousIpList"/),
      expect.stringMatching(/^{"managed_rule_group_statement":.*"name":"AWSManagedRulesCommonRuleSet"/),
      expect.stringMatching(/^{"managed_rule_group_statement":.*"name":"AWSManagedRulesKnownBadInputsRuleSet"/),
      expect.stringMatching(/^{"managed_rule_group_statement":.*"name":"AWSManagedRulesSQLiRuleSet"/),
    ]);
    expect(JSON.stringify(rules)).not.toMatch(/"[a-z]+[A-Z]\w*":/);
  });

  test("blocked requests are logged where AWS allows it", () => {
    for (const [stack, name] of [
      [edge, "aws-waf-logs-techally-edge"],
      [primary, "aws-waf-logs-techally-alb"],
      [standby, "aws-waf-logs-techally-dr-alb"],
    ] as const) {
      expect(stack.resource("aws_cloudwatch_log_group", "waf")).toEqual({ name, retention_in_days: 90 });
      expect(stack.resource("aws_wafv2_web_acl_logging_configuration", "waf").log_destination_configs).toEqual([
        "${aws_cloudwatch_log_group.waf.arn}",
      ]);
    }
  });
});

describe("§1.1 WAF → production VPC", () => {
  test("aws_lb.main is techally-alb on the internet, in the public subnets, behind §2.2's security group", () => {
    expect(primary.resource("aws_lb", "main")).toEqual({
      name: "techally-alb",
      load_balancer_type: "application",
      internal: false,
      subnets: ["1a", "1b", "1c"].map((zone) => output("production_network", `aws_subnet_public_us_east_${zone}_id`)),
      security_groups: [output("production_network", "aws_security_group_alb_id")],
      enable_deletion_protection: true,
      drop_invalid_header_fields: true,
      enable_http2: true,
      preserve_host_header: true,
      access_logs: { enabled: true, bucket: output("production_storage", "aws_s3_bucket_logs_id"), prefix: "alb" },
      tags: { Name: "techally-alb" },
    });
  });

  test("CloudFront proves itself with a secret that crosses stacks as an ARN", () => {
    const [alb] = edge.resource("aws_cloudfront_distribution", "main").origin as [Record<string, unknown>];
    expect(alb.custom_header).toEqual([
      { name: "X-Origin-Verify", value: "${data.aws_secretsmanager_secret_version.origin_verify.secret_string}" },
    ]);
    expect(edge.data("aws_secretsmanager_secret_version", "origin_verify")).toEqual({
      secret_id: output("production_ingress", "aws_secretsmanager_secret_origin_verify_arn"),
    });
    expect(primary.resource("aws_secretsmanager_secret", "origin_verify")).toMatchObject({
      name: "techally/origin-verify",
      replica: [{ region: "us-west-2" }],
    });
    expect(standby.data("aws_secretsmanager_secret_version", "origin_verify")).toEqual({
      secret_id:
        "${replace(data.terraform_remote_state.production_ingress.outputs.aws_secretsmanager_secret_origin_verify_arn, " +
        '":us-east-1:", ":us-west-2:")}',
    });
  });

  test.each([
    ["web", "techally.com"],
    ["web_www", "www.techally.com"],
  ])("aws_lb_listener_rule.%s forwards %s with the secret only", (name, host) => {
    expect(primary.resource("aws_lb_listener_rule", name)).toMatchObject({
      listener_arn: "${aws_lb_listener.https.arn}",
      action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.gateway.arn}" }],
      condition: [
        { host_header: { values: [host] } },
        { http_header: { http_header_name: "X-Origin-Verify", values: ["${random_password.origin_verify.result}"] } },
      ],
    });
  });

  test("the origin's own name is never forwarded, and neither is any other", () => {
    expect(primary.names("aws_lb_listener_rule")).toEqual(["api_auth", "web", "web_www"]);
    expect(primary.resource("aws_lb_listener", "https").default_action).toEqual([
      {
        type: "fixed-response",
        fixed_response: { content_type: "text/plain", message_body: "Forbidden", status_code: "403" },
      },
    ]);
  });

  test("every node of the cluster is a target", () => {
    expect(primary.names("aws_autoscaling_attachment")).toEqual([
      "compute_intensive",
      "general_workloads",
      "memory_intensive",
    ]);
  });
});

describe("§1.1 Route 53 → production VPC, Route 53 ⇢ DR VPC", () => {
  test.each([
    ["api_auth", "auth.techally.com"],
    ["origin", "origin.techally.com"],
  ])("%s: %s is the production load balancer while it is healthy, else the standby's", (address, name) => {
    const zone_id = output("production_dns", "aws_route53_zone_main_zone_id");
    const alias = (stack: string) => ({
      name: output(stack, "aws_lb_main_dns_name"),
      zone_id: output(stack, "aws_lb_main_zone_id"),
      evaluate_target_health: true,
    });
    const common = { zone_id, name, type: "A" };
    expect(record(`${address}_primary`)).toEqual({
      ...common,
      set_identifier: "primary",
      failover_routing_policy: { type: "PRIMARY" },
      alias: alias("production_ingress"),
    });
    expect(record(`${address}_secondary`)).toEqual({
      ...common,
      set_identifier: "secondary",
      failover_routing_policy: { type: "SECONDARY" },
      alias: alias("production_dr_ingress"),
    });
  });

  test("auth.techally.com (§4.2) goes to the load balancers without CloudFront", () => {
    expect(primary.resource("aws_lb_listener_rule", "api_auth").condition).toEqual([
      { host_header: { values: ["auth.techally.com"] } },
    ]);
    expect(primary.resource("aws_wafv2_web_acl_association", "alb")).toEqual({
      resource_arn: "${aws_lb.main.arn}",
      web_acl_arn: "${aws_wafv2_web_acl.regional.arn}",
    });
  });

  test("both regions have the same resources, but for what exists once", () => {
    const once = [
      "aws_route53_record.certificate_validation",
      "aws_secretsmanager_secret.origin_verify",
      "aws_secretsmanager_secret_version.origin_verify",
      "random_password.origin_verify",
    ];
    expect(standby.addresses).toEqual(primary.addresses.filter((address) => !once.includes(address)));
  });

  test("a single region has plain aliases and nothing to fail over to", () => {
    expect(fixtureStacks()).not.toContain("staging-dr-ingress");
    expect(fixtureStack("staging-edge").names("aws_route53_record")).toEqual([
      "api_auth",
      "viewer_a",
      "viewer_aaaa",
      "viewer_www_a",
      "viewer_www_aaaa",
    ]);
    const auth = fixtureStack("staging-edge").resource("aws_route53_record", "api_auth");
    expect(auth).toMatchObject({ name: "auth.staging.techally.com", alias: { evaluate_target_health: true } });
    expect(auth).not.toHaveProperty("failover_routing_policy");
  });
});

test("§1.1 the mesh takes the client's address from the load balancer alone: API hosts have no other proxy in front", () => {
  const { meshConfig } = helmValues(fixtureStack("production-platform"), "istiod") as {
    meshConfig: { defaultConfig: { gatewayTopology: unknown } };
  };
  expect(meshConfig.defaultConfig.gatewayTopology).toEqual({ numTrustedProxies: 1 });
});
