import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Addon } from "../../../modules/cluster/addon";
import {
  corednsConfiguration,
  ebsCsiConfiguration,
  efsCsiConfiguration,
  snapshotControllerConfiguration,
  vpcCniConfiguration,
} from "../../../modules/cluster/addon-configuration";
import type { Placement } from "../../../modules/kubernetes/placement";
import { synthConstruct } from "../../support/synth";

const cluster = { name: "shop", version: "1.36" };

describe("Addon", () => {
  const stack = synthConstruct((scope) => {
    new Addon(scope, "plain", { cluster, name: "kube-proxy" });
    const key = new KmsKey(scope, "first");
    new Addon(scope, "configured", { cluster, name: "vpc-cni", configuration: { a: { b: "1" } }, dependsOn: [key] });
  });

  test("the newest version for the cluster's Kubernetes version", () => {
    expect(stack.text).toHaveResourceWithProperties(EksAddon, { cluster_name: "shop", addon_name: "kube-proxy" });
    expect(stack.resource("aws_eks_addon", "kube_proxy").addon_version).toBe(
      "${data.aws_eks_addon_version.kube_proxy.version}",
    );
    expect(stack.data("aws_eks_addon_version", "kube_proxy")).toEqual({
      addon_name: "kube-proxy",
      kubernetes_version: "1.36",
      most_recent: true,
    });
  });

  test("its own configuration by default", () => {
    expect(stack.resource("aws_eks_addon", "kube_proxy")).not.toHaveProperty("configuration_values");
    expect(stack.resource("aws_eks_addon", "kube_proxy")).not.toHaveProperty("depends_on");
  });

  test("configuration is JSON, and it waits for what it needs", () => {
    expect(stack.resource("aws_eks_addon", "vpc_cni")).toMatchObject({
      configuration_values: '{"a":{"b":"1"}}',
      depends_on: ["aws_kms_key.first"],
    });
  });

  test("what is written here wins", () => {
    expect(stack.resource("aws_eks_addon", "vpc_cni")).toMatchObject({
      resolve_conflicts_on_create: "OVERWRITE",
      resolve_conflicts_on_update: "OVERWRITE",
    });
  });
});

describe("configuration", () => {
  const placement: Placement = {
    nodeSelector: { pool: "system" },
    tolerations: [{ key: "pool", operator: "Exists", effect: "NoSchedule" }],
  };

  test("vpc-cni: the values of its environment are strings", () => {
    expect(vpcCniConfiguration({ warmIpTarget: 2, minimumIpTarget: 10 })).toEqual({
      enableNetworkPolicy: "true",
      env: { WARM_IP_TARGET: "2", MINIMUM_IP_TARGET: "10" },
    });
  });

  test("coredns: placed, two replicas, one disruption at a time", () => {
    expect(corednsConfiguration(placement)).toEqual({
      ...placement,
      replicaCount: 2,
      podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
    });
  });

  test("aws-ebs-csi-driver: its controller is placed, its node agent is everywhere", () => {
    expect(ebsCsiConfiguration(placement, "acme")).toEqual({
      controller: { ...placement, extraVolumeTags: { Cluster: "acme" } },
      node: { tolerateAllTaints: true },
    });
  });

  test("aws-efs-csi-driver: its controller is placed", () => {
    expect(efsCsiConfiguration(placement)).toEqual({ controller: placement });
  });

  test("snapshot-controller: placed", () => {
    expect(snapshotControllerConfiguration(placement)).toEqual(placement);
  });
});
