import fs from "node:fs";
import path from "node:path";
import { transformSync } from "esbuild";
import { sidecarRequests } from "../../src/contracts";
import { production } from "../fixtures/environments/production";
import { synthProduction } from "../support/changed-environments";
import { projectRoot } from "../support/output-folder";
import { fixtureStack } from "../support/stack-json";
import { manifestOf } from "../support/workloads";

const block = blockOf("README.md");

/** The example under "Add a service". */
function blockOf(file: string): string {
  const text = fs.readFileSync(path.join(projectRoot, file), "utf8");
  return /## Add a service\n[^#]*?```ts\n(?<code>[\s\S]*?)```/.exec(text)?.groups?.code ?? "";
}

/** Runs the lines of the README as an environment's file would. */
function readBlock(): Record<string, unknown> {
  const { code } = transformSync(`module.exports = {\n${block}};`, { loader: "ts", format: "cjs" });
  const module = { exports: {} };
  new Function("module", code)(module);
  return module.exports;
}

test("the guide says what the sidecar requests", () => {
  const guide = fs.readFileSync(path.join(projectRoot, "docs/services.md"), "utf8").replaceAll(/\s+/g, " ");
  expect(guide).toContain(`the sidecar is part of it with ${sidecarRequests.cpu} and ${sidecarRequests.memory}`);
});

test("README and guide add a service in the same ten lines", () => {
  expect(blockOf("docs/services.md")).toBe(block);
  expect(block.trimEnd().split("\n")).toHaveLength(10);
  expect(Object.keys(readBlock())).toEqual(["order-service"]);
});

describe("with the ten lines of the README", () => {
  const stacks = synthProduction({ services: readBlock() }, ["production-workloads", "production-dr-workloads"]);

  test.each(["production-workloads", "production-dr-workloads"])("%s has every object of the service", (name) => {
    const added = stacks[name]?.addresses.filter((address) => address.includes("order_service"));
    expect(added).toEqual([
      "aws_eks_pod_identity_association.order_service",
      "aws_iam_role.order_service",
      "aws_iam_role_policy.order_service",
      "kubernetes_config_map_v1.order_service_config",
      "kubernetes_deployment_v1.order_service",
      "kubernetes_horizontal_pod_autoscaler_v2.order_service_hpa",
      "kubernetes_manifest.order_service_destination_rule",
      "kubernetes_manifest.order_service_pod_monitor",
      "kubernetes_manifest.order_service_virtual_service",
      "kubernetes_network_policy_v1.order_service_from_ingress_gateway",
      "kubernetes_network_policy_v1.order_service_from_prometheus",
      "kubernetes_pod_disruption_budget_v1.order_service",
      "kubernetes_service_account_v1.order_service",
      "kubernetes_service_v1.order_service",
    ]);
  });

  test("nothing else is added, and the gateway alone changes", () => {
    const shipped = fixtureStack("production-workloads");
    const stack = stacks["production-workloads"];
    const others = stack?.addresses.filter((address) => !address.includes("order_service"));
    expect(others).toEqual(shipped.addresses);
    if (!stack) throw new Error("production-workloads is missing");
    const changed = shipped.addresses.filter((address) => {
      const [type = "", name = ""] = address.split(".");
      return JSON.stringify(shipped.resource(type, name)) !== JSON.stringify(stack.resource(type, name));
    });
    expect(changed).toEqual(["kubernetes_manifest.production_gateway"]);
    expect(manifestOf(stack, "production_gateway")).toMatchObject({
      spec: { servers: [{ hosts: [...(production.services?.["auth-service"]?.route?.hosts ?? []), "techally.com"] }] },
    });
  });

  test("its pods may do in AWS what it says, and no more", () => {
    expect(stacks["production-workloads"]?.data("aws_iam_policy_document", "order_service_permissions")).toMatchObject({
      statement: [{ actions: ["ssm:GetParameter"], resources: ["arn:aws:ssm:*:*:parameter/orders/*"] }],
    });
    expect(stacks["production-workloads"]?.resource("aws_eks_pod_identity_association", "order_service")).toMatchObject(
      {
        namespace: "production",
        service_account: "order-service",
      },
    );
  });
});
