import { TerraformOutput } from "cdktf";
import { loadEnvironments } from "../../../../src/config";
import type { ClusterSection } from "../../../../src/config/sections/cluster";
import { ClusterStack } from "../../../../src/stacks/cluster/cluster-stack";
import { production } from "../../../fixtures/environments/production";
import { synthProduction } from "../../../support/changed-environments";
import { testNetwork, testStorage } from "../../../support/producers";
import { baseProps, synthApp, TestStack } from "../../../support/synth";

const cluster = loadEnvironments([production])[0]?.cluster as ClusterSection;

const stacks = synthApp((app) => {
  const producer = new ClusterStack(app, "shop-cluster", {
    ...baseProps,
    namePrefix: "shop-dr",
    environmentPrefix: "shop",
    replicatedSecretPrefixes: ["shop"],
    cluster: { ...cluster, deletionProtection: false },
    network: testNetwork,
    storage: testStorage,
  });
  const consumer = new TestStack(app, "consumer");
  const { connection, clusterName, clusterVersion, clusterSecurityGroupId, nodeAutoScalingGroupNames, placement } =
    producer;
  const values = { ...connection, clusterName, clusterVersion, clusterSecurityGroupId, ...nodeAutoScalingGroupNames };
  for (const [name, value] of Object.entries(values)) {
    new TerraformOutput(consumer, name.replaceAll(/(?=[A-Z])/g, "_").toLowerCase(), { value });
  }
  new TerraformOutput(consumer, "placement", { value: placement });
});

const consumed = (name: string) => stacks.consumer?.outputs[name]?.value;
const fromCluster = (attribute: string) => `\${data.terraform_remote_state.shop_cluster.outputs.${attribute}}`;

test("others reach the cluster through its outputs", () => {
  expect(consumed("name")).toBe(fromCluster("aws_eks_cluster_main_name"));
  expect(consumed("endpoint")).toBe(fromCluster("aws_eks_cluster_main_endpoint"));
  expect(consumed("certificate_authority")).toBe(fromCluster("aws_eks_cluster_main_certificate_authority_0__data"));
  expect(consumed("cluster_name")).toBe(fromCluster("aws_eks_cluster_main_name"));
  expect(consumed("cluster_security_group_id")).toBe(
    fromCluster("aws_eks_cluster_main_vpc_config_0__cluster_security_group_id"),
  );
});

test("each node group's auto-scaling group is named after it", () => {
  for (const group of ["general-workloads", "compute-intensive", "memory-intensive"]) {
    const name = group.replaceAll("-", "_");
    expect(consumed(name)).toBe(fromCluster(`aws_eks_node_group_${name}_resources_0__autoscaling_groups_0__name`));
  }
});

test("version and placement are known without the cluster", () => {
  expect(consumed("cluster_version")).toBe("1.36");
  expect(consumed("placement")).toEqual({
    nodeSelector: { "workload-type": "general" },
    tolerations: [{ key: "workload", operator: "Equal", value: "general", effect: "NoSchedule" }],
  });
});

test("secrets of this region's prefix and those replicated from the other may be read", () => {
  const [read] = stacks["shop-cluster"]?.data("aws_iam_policy_document", "external_secrets_permissions").statement as {
    resources: string[];
  }[];
  expect(read?.resources.map((arn) => arn.split(":secret:")[1])).toEqual(["shop-dr/*", "shop/*"]);
});

test("the configuration decides whether the cluster may be destroyed", () => {
  expect(stacks["shop-cluster"]?.resource("aws_eks_cluster", "main").lifecycle).toMatchObject({
    prevent_destroy: false,
  });
});

test("a zone that was added later has no part in the cluster, or nodes alone where it is asked for", () => {
  const subnetsOf = (changes: object) => {
    const stack = synthProduction({ network: { ...production.network, ...changes } }, ["production-cluster"])[
      "production-cluster"
    ];
    const vpc = stack?.resource("aws_eks_cluster", "main").vpc_config as { subnet_ids: string[] };
    return {
      controlPlane: vpc.subnet_ids,
      nodes: stack?.resource("aws_eks_node_group", "general_workloads").subnet_ids as string[],
    };
  };
  const before = subnetsOf({});
  expect(before.controlPlane).toEqual(before.nodes);
  const added = { public: "10.0.4.0/24", private: "10.0.13.0/24", database: "10.0.23.0/24", natGateway: true };
  const zones = { ...production.network.zones, "us-east-1d": added };
  const after = subnetsOf({ zones, controlPlaneZones: Object.keys(production.network.zones) });
  expect(after).toEqual(before);
  const asked = subnetsOf({
    zones,
    controlPlaneZones: Object.keys(production.network.zones),
    nodeZones: Object.keys(zones),
  });
  expect(asked.controlPlane).toEqual(before.controlPlane);
  expect(asked.nodes).toHaveLength(before.nodes.length + 1);
});
