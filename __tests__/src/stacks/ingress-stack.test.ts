import { loadEnvironments } from "../../../src/config";
import { IngressStack, type IngressStackProps } from "../../../src/stacks/ingress-stack";
import { staging } from "../../fixtures/environments/staging";
import { synthProduction } from "../../support/changed-environments";
import { testNetwork, testStorage } from "../../support/producers";
import type { StackJson } from "../../support/stack-json";
import { baseProps, synthApp } from "../../support/synth";

const [environment] = loadEnvironments([{ ...staging, edge: undefined }]);
const edge = environment?.edge as IngressStackProps["edge"];

function synth(change: Partial<IngressStackProps> = {}): StackJson {
  return synthApp((app) => {
    new IngressStack(app, "ingress", {
      ...baseProps,
      namePrefix: "example",
      edge,
      dns: { domain: "example.com", zoneId: "Z1" },
      network: testNetwork,
      storage: testStorage,
      cluster: { nodeAutoScalingGroupNames: {} },
      ...change,
    });
  }).ingress as StackJson;
}

test("the gateway's ports are those of its service", () => {
  expect(synth().resource("aws_lb_target_group", "gateway")).toMatchObject({
    port: 30080,
    health_check: { port: "30021", path: "/healthz/ready" },
  });
});

test("API hosts are limited, CloudFront is not", () => {
  const [rule] = synth().resource("aws_wafv2_web_acl", "regional").rule as { statement: object }[];
  const text = JSON.stringify(rule?.statement);
  expect(text).toContain('"limit":1000');
  expect(text).toContain('"search_string":"example.com"');
  expect(text).toContain('"search_string":"www.example.com"');
  expect(text).not.toContain("auth.example.com");
});

test("an unprotected environment can be made again right after it was destroyed", () => {
  const stack = synth({ edge: { ...edge, deletionProtection: false } });
  expect(stack.resource("aws_lb", "main").enable_deletion_protection).toBe(false);
  expect(stack.resource("aws_secretsmanager_secret", "origin_verify").recovery_window_in_days).toBe(0);
  expect(synth().resource("aws_secretsmanager_secret", "origin_verify").recovery_window_in_days).toBe(30);
});

test("the standby region has a copy of the secret, and leaves the domain's proof to the primary", () => {
  const ingress = { originSecretArn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:x" };
  const stack = synth({ primary: { region: "eu-west-1", ingress } });
  expect(stack.data("aws_secretsmanager_secret_version", "origin_verify").secret_id).toBe(
    `\${replace("${ingress.originSecretArn}", ":eu-west-1:", ":us-east-1:")}`,
  );
  expect(stack.names("aws_secretsmanager_secret")).toEqual([]);
  expect(stack.names("aws_route53_record")).toEqual([]);
  expect(stack.root.terraform?.required_providers).not.toHaveProperty("random");
});

test.each([
  [60, undefined, "60"],
  [60.5, 61, "61"],
  [4000, 4000, "3600"],
])("requests of %d s have time at the load balancer, and on a node that leaves", (seconds, idle, draining) => {
  const stack = synth({ requestTimeoutSeconds: seconds });
  expect(stack.resource("aws_lb", "main").idle_timeout).toBe(idle);
  expect(stack.resource("aws_lb_target_group", "gateway").deregistration_delay).toBe(draining);
});

test("the longest route of an environment decides in both regions", () => {
  const service = { image: { tag: "v1" }, ports: { http: 3002 } };
  const route = (prefix: string, timeout: string) => ({ hosts: ["auth.techally.com"], prefix, timeout });
  const services = {
    reports: { ...service, route: route("/reports", "5m") },
    orders: { ...service, route: route("/orders", "90s") },
    inner: service,
  };
  const names = ["production-ingress", "production-dr-ingress"];
  const stacks = synthProduction({ services }, names);
  for (const name of names) expect(stacks[name]?.resource("aws_lb", "main").idle_timeout).toBe(300);
});
