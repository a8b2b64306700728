import { HostRules, type HostRulesProps } from "../../../modules/ingress/host-rules";
import { synthConstruct } from "../../support/synth";

const synth = (change: Partial<HostRulesProps> = {}) =>
  synthConstruct((scope) => {
    new HostRules(scope, "rules", {
      listenerArn: "arn:listener",
      targetGroupArn: "arn:target-group",
      domain: "example.com",
      webHosts: ["www"],
      apiHosts: ["auth", "api-2"],
      originHeader: { name: "X-Secret", value: "s3cret" },
      ...change,
    });
  });

const fromCloudFront = { http_header: { http_header_name: "X-Secret", values: ["s3cret"] } };

test.each([
  ["web", [{ host_header: { values: ["example.com"] } }, fromCloudFront]],
  ["web_www", [{ host_header: { values: ["www.example.com"] } }, fromCloudFront]],
  ["api_auth", [{ host_header: { values: ["auth.example.com"] } }]],
  ["api_api_2", [{ host_header: { values: ["api-2.example.com"] } }]],
])("rule %s", (name, condition) => {
  expect(synth().resource("aws_lb_listener_rule", name)).toMatchObject({
    listener_arn: "arn:listener",
    action: [{ type: "forward", target_group_arn: "arn:target-group" }],
    condition,
  });
});

test("rules for these hosts and no others", () => {
  expect(synth().names("aws_lb_listener_rule")).toEqual(["api_api_2", "api_auth", "web", "web_www"]);
  expect(synth({ webHosts: [], apiHosts: [] }).names("aws_lb_listener_rule")).toEqual(["web"]);
});

test("rules stay within AWS's five values each", () => {
  const stack = synth({ apiHosts: ["a", "b", "c", "d", "e", "f"] });
  for (const name of stack.names("aws_lb_listener_rule")) {
    expect(stack.resource("aws_lb_listener_rule", name).condition).toHaveLength(name.startsWith("web") ? 2 : 1);
  }
});
