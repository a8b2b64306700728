import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LoadBalancer, type LoadBalancerProps } from "../../../modules/ingress/load-balancer";
import { synthConstruct } from "../../support/synth";

const props: LoadBalancerProps = {
  namePrefix: "example",
  subnetIds: ["subnet-1", "subnet-2"],
  securityGroupIds: ["sg-1"],
  certificateArn: "arn:certificate",
  accessLogs: { bucket: "example-logs", prefix: "alb" },
  strictTransportSecurity: "max-age=300",
  deletionProtection: false,
};

const synth = (change: Partial<LoadBalancerProps> = {}) =>
  synthConstruct((scope) => {
    new LoadBalancer(scope, "load-balancer", { ...props, ...change });
  });

test("on the internet, hardened and recorded", () => {
  expect(synth().text).toHaveResourceWithProperties(Lb, {
    name: "example-alb",
    internal: false,
    load_balancer_type: "application",
    subnets: ["subnet-1", "subnet-2"],
    security_groups: ["sg-1"],
    drop_invalid_header_fields: true,
    enable_http2: true,
    preserve_host_header: true,
    enable_deletion_protection: false,
    access_logs: { enabled: true, bucket: "example-logs", prefix: "alb" },
  });
});

test("protection is the environment's choice", () => {
  const stack = synth({ deletionProtection: true });
  expect(stack.resource("aws_lb", "main").enable_deletion_protection).toBe(true);
});

test("waits as long as AWS has it wait, or as long as it is told", () => {
  expect(synth().resource("aws_lb", "main")).not.toHaveProperty("idle_timeout");
  expect(synth({ idleTimeoutSeconds: 300 }).resource("aws_lb", "main").idle_timeout).toBe(300);
});

test("HTTP goes to HTTPS", () => {
  expect(synth().resource("aws_lb_listener", "http")).toEqual({
    load_balancer_arn: "${aws_lb.main.arn}",
    port: 80,
    protocol: "HTTP",
    default_action: [{ type: "redirect", redirect: { port: "443", protocol: "HTTPS", status_code: "HTTP_301" } }],
  });
});

test("HTTPS refuses what no rule lets through", () => {
  expect(synth().resource("aws_lb_listener", "https")).toEqual({
    load_balancer_arn: "${aws_lb.main.arn}",
    port: 443,
    protocol: "HTTPS",
    ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    certificate_arn: "arn:certificate",
    default_action: [
      {
        type: "fixed-response",
        fixed_response: { content_type: "text/plain", message_body: "Forbidden", status_code: "403" },
      },
    ],
    routing_http_response_server_enabled: false,
    routing_http_response_strict_transport_security_header_value: "max-age=300",
    routing_http_response_x_content_type_options_header_value: "nosniff",
  });
});

test("another TLS policy", () => {
  const stack = synth({ sslPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06" });
  expect(stack.resource("aws_lb_listener", "https").ssl_policy).toBe("ELBSecurityPolicy-TLS13-1-3-2021-06");
});

test("a name that AWS would refuse", () => {
  expect(() => synth({ namePrefix: "a".repeat(29) })).toThrow(
    `load balancer name "${"a".repeat(29)}-alb": at most 32 characters; shorten the name prefix`,
  );
});
