import { Release } from "@cdktf/provider-helm/lib/release";
import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import type { TerraformAccess } from "../../../../src/config/sections/cluster";
import { gatewayNodePorts } from "../../../../src/contracts";
import { PlatformStack } from "../../../../src/stacks/platform/platform-stack";
import { charts } from "../../../../src/versions";
import { testPlacement } from "../../../support/chart";
import { helmValues, valueAt } from "../../../support/helm-values";
import { defaultSizes } from "../../../support/planned-releases";
import { testStorage } from "../../../support/producers";
import type { StackJson } from "../../../support/stack-json";
import { baseProps, synthApp } from "../../../support/synth";

const synth = (credentials: TerraformAccess) =>
  synthApp((app) => {
    new PlatformStack(app, "shop-platform", {
      ...baseProps,
      namePrefix: "shop",
      environmentPrefix: "shop",
      platform: defaultSizes,
      cluster: {
        connection: { name: "shop", endpoint: "https://shop.test", certificateAuthority: "Y2E=", credentials },
        clusterVersion: "1.36",
        placement: testPlacement,
      },
      clusterName: "shop",
      storage: testStorage,
    });
  })["shop-platform"] as StackJson;

const stack = synth("exec");

const dependencies = (name: string) => stack.resource("helm_release", name).depends_on as string[];

test("one release per chart of the catalogue, at its version", () => {
  expect(stack.names("helm_release")).toHaveLength(Object.keys(charts).length);
  for (const { chart, version, repository, namespace } of Object.values(charts)) {
    expect(stack.text).toHaveResourceWithProperties(Release, { chart, version, repository, namespace });
  }
});

test.each([
  ["istiod", "istio_base"],
  ["istio_ingressgateway", "istiod"],
  ["eck_stack", "eck_operator"],
  ["prometheus_adapter", "kube_prometheus_stack"],
  ["metrics_server", "kube_prometheus_stack"],
  ["cluster_autoscaler", "kube_prometheus_stack"],
  ["velero", "kube_prometheus_stack"],
  ["argocd", "kube_prometheus_stack"],
])("%s is installed after %s", (later, earlier) => {
  expect(dependencies(later)).toContain(`helm_release.${earlier}`);
});

test("namespaces are there before what goes into them; kube-system comes with the cluster", () => {
  const names = Object.values(charts).map(({ namespace }) => namespace as string);
  const own = [...new Set(names)].filter((name) => name !== "kube-system");
  expect(stack.names("kubernetes_namespace_v1")).toEqual(own.map((name) => name.replaceAll("-", "_")).sort());
  for (const release of stack.names("helm_release")) {
    const namespace = String(stack.resource("helm_release", release).namespace);
    const address = `kubernetes_namespace_v1.${namespace.replaceAll("-", "_")}`;
    expect((dependencies(release) ?? []).includes(address)).toBe(namespace !== "kube-system");
  }
});

test("what keeps data waits for its storage class, and backups for their snapshot class", () => {
  for (const release of ["kube_prometheus_stack", "eck_stack"]) {
    expect(dependencies(release)).toContain("kubernetes_storage_class_v1.gp3");
  }
  expect(dependencies("velero")).toContain("kubernetes_manifest.gp3_snapshots");
});

test("Grafana's administrator is a secret with a random password, made before Grafana", () => {
  expect(stack.resource("random_password", "grafana_admin")).toMatchObject({ length: 32 });
  expect(stack.text).toHaveResourceWithProperties(SecretV1, {
    metadata: { name: "grafana-admin", namespace: "monitoring" },
    data: { "admin-user": "admin", "admin-password": "${random_password.grafana_admin.result}" },
  });
  expect(dependencies("kube_prometheus_stack")).toContain("kubernetes_secret_v1.grafana_admin");
  expect(valueAt(helmValues(stack, "kube_prometheus_stack"), "grafana.admin.existingSecret")).toBe("grafana-admin");
});

test("the password is in no release", () => {
  const values = stack.names("helm_release").map((name) => stack.resource("helm_release", name).values);
  expect(JSON.stringify(values)).not.toContain("random_password");
});

test("the gateway opens the ports that the load balancer's target group uses", () => {
  const ports = valueAt(helmValues(stack, "istio_ingressgateway"), "service.ports") as Record<string, unknown>[];
  expect(ports.map(({ port, nodePort }) => [port, nodePort])).toEqual([
    [15021, gatewayNodePorts.status],
    [80, gatewayNodePorts.http],
  ]);
});

test("the providers ask the aws CLI for a token, or take one that is read at plan", () => {
  const ca = '${base64decode("Y2E=")}';
  const reach = { host: "https://shop.test", cluster_ca_certificate: ca };
  const exec = {
    api_version: "client.authentication.k8s.io/v1",
    command: "aws",
    args: ["eks", "get-token", "--cluster-name", "shop", "--region", "us-east-1"],
  };
  expect(stack.root.provider).toMatchObject({
    kubernetes: [{ ...reach, exec: [exec] }],
    helm: [{ kubernetes: { ...reach, exec } }],
  });
  const withToken = synth("token");
  const token = "${data.aws_eks_cluster_auth.cluster.token}";
  expect(withToken.data("aws_eks_cluster_auth", "cluster")).toEqual({ name: "shop" });
  expect(withToken.root.provider).toMatchObject({
    kubernetes: [{ ...reach, token }],
    helm: [{ kubernetes: { ...reach, token } }],
  });
  expect(JSON.stringify(withToken.root.provider)).not.toContain("get-token");
});
