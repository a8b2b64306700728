import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { fixtureStack } from "../support/stack-json";

const primary = fixtureStack("production-cluster");
const standby = fixtureStack("production-dr-cluster");
const cluster = primary.resource("aws_eks_cluster", "main");

const privateSubnets = ["us_east_1a", "us_east_1b", "us_east_1c"].map(
  (zone) => `\${data.terraform_remote_state.production_network.outputs.aws_subnet_private_${zone}_id}`,
);

/** The group's and its launch template's arguments. */
function nodeGroup(name: string) {
  return {
    group: primary.resource("aws_eks_node_group", name),
    template: primary.resource("aws_launch_template", name),
  };
}

function configuration(addon: string): Record<string, unknown> {
  return JSON.parse(primary.resource("aws_eks_addon", addon).configuration_values as string);
}

describe("§1.2 technology stack: Kubernetes/EKS 1.27+", () => {
  test("a later version than 1.27, which can no longer be created", () => {
    expect(cluster.version).toBe("1.36");
  });

  test("nodes and add-ons follow the cluster's version", () => {
    for (const name of primary.names("aws_eks_node_group")) {
      expect(primary.resource("aws_eks_node_group", name).version).toBe("1.36");
    }
    for (const name of primary.names("aws_eks_addon")) {
      expect(primary.data("aws_eks_addon_version", name).kubernetes_version).toBe("1.36");
    }
  });
});

describe("§3.1 EKS cluster: metadata and vpc", () => {
  test("name techally-production, in us-east-1", () => {
    expect(primary.text).toHaveResourceWithProperties(EksCluster, { name: "techally-production" });
    expect(primary.root.provider?.aws).toEqual([expect.objectContaining({ region: "us-east-1" })]);
  });

  test("in the private subnets of us-east-1a, us-east-1b and us-east-1c", () => {
    expect(cluster.vpc_config).toMatchObject({ subnet_ids: privateSubnets });
  });
});

describe("§3.1 EKS cluster: node groups", () => {
  test("the document's three, and no others", () => {
    const names = primary.names("aws_eks_node_group");
    expect(names).toEqual(["compute_intensive", "general_workloads", "memory_intensive"]);
    expect(names.map((name) => primary.resource("aws_eks_node_group", name).node_group_name)).toEqual([
      "compute-intensive",
      "general-workloads",
      "memory-intensive",
    ]);
  });

  test.each([
    ["general_workloads", "m5.xlarge", 3, 3, 10, "general"],
    ["compute_intensive", "c5.2xlarge", 2, 2, 8, "compute"],
    ["memory_intensive", "r5.xlarge", 2, 2, 6, "memory"],
  ])("%s: instanceType %s, desiredCapacity %i, minSize %i, maxSize %i, workload-type: %s", (name, type, desired, min, max, label) => {
    const { group } = nodeGroup(name);
    expect((group.instance_types as string[])[0]).toBe(type);
    expect(group.scaling_config).toEqual({ desired_size: desired, min_size: min, max_size: max });
    expect(group.labels).toEqual({ "workload-type": label });
  });

  test.each(["general_workloads", "compute_intensive", "memory_intensive"])("%s: privateNetworking", (name) => {
    expect(nodeGroup(name).group.subnet_ids).toEqual(privateSubnets);
  });

  test("general-workloads: volumeSize 100, volumeType gp3", () => {
    expect(nodeGroup("general_workloads").template.block_device_mappings).toEqual([
      {
        device_name: "/dev/xvda",
        ebs: { volume_size: 100, volume_type: "gp3", encrypted: "true", delete_on_termination: "true" },
      },
    ]);
  });

  test("general-workloads: taint workload=general:NoSchedule, as the EKS API spells it", () => {
    expect(nodeGroup("general_workloads").group.taint).toEqual([
      { key: "workload", value: "general", effect: "NO_SCHEDULE" },
    ]);
  });

  test.each(["compute_intensive", "memory_intensive"])("%s: no taint", (name) => {
    expect(nodeGroup(name).group).not.toHaveProperty("taint");
  });

  test("compute-intensive: spot, over at least three instance types", () => {
    const { group } = nodeGroup("compute_intensive");
    expect(group.capacity_type).toBe("SPOT");
    expect((group.instance_types as string[]).length).toBeGreaterThanOrEqual(3);
  });

  test.each(["general_workloads", "memory_intensive"])("%s: on demand, of the one documented type", (name) => {
    const { group } = nodeGroup(name);
    expect(group.capacity_type).toBe("ON_DEMAND");
    expect(group.instance_types).toHaveLength(1);
  });

  test.each([
    "general_workloads",
    "compute_intensive",
    "memory_intensive",
  ])("%s: the nodes carry the cluster's security group and techally-eks-nodes-sg", (name) => {
    expect(primary.text).toHaveResource(LaunchTemplate);
    expect(nodeGroup(name).template.vpc_security_group_ids).toEqual([
      "${aws_eks_cluster.main.vpc_config[0].cluster_security_group_id}",
      "${data.terraform_remote_state.production_network.outputs.aws_security_group_eks_nodes_id}",
    ]);
  });

  test("what §8.2's autoscaler decides is left to it", () => {
    expect(primary.text).toHaveResource(EksNodeGroup);
    for (const name of primary.names("aws_eks_node_group")) {
      expect(primary.resource("aws_eks_node_group", name).lifecycle).toEqual({
        ignore_changes: ["scaling_config[0].desired_size"],
      });
    }
  });
});

describe("§3.1 EKS cluster: addons", () => {
  test.each(["vpc-cni", "coredns", "kube-proxy", "aws-ebs-csi-driver"])("%s in its latest version", (addon) => {
    const name = addon.replaceAll("-", "_");
    expect(primary.text).toHaveResourceWithProperties(EksAddon, { addon_name: addon });
    expect(primary.resource("aws_eks_addon", name).addon_version).toBe(
      `\${data.aws_eks_addon_version.${name}.version}`,
    );
    expect(primary.data("aws_eks_addon_version", name)).toEqual({
      addon_name: addon,
      kubernetes_version: "1.36",
      most_recent: true,
    });
  });

  test("and what the rest of the document needs: EFS (§6.2), volume snapshots (§9.1), IAM roles for pods", () => {
    expect(primary.names("aws_eks_addon")).toEqual([
      "aws_ebs_csi_driver",
      "aws_efs_csi_driver",
      "coredns",
      "eks_pod_identity_agent",
      "kube_proxy",
      "snapshot_controller",
      "vpc_cni",
    ]);
  });

  const general = {
    nodeSelector: { "workload-type": "general" },
    tolerations: [{ key: "workload", operator: "Equal", value: "general", effect: "NoSchedule" }],
  };

  test("the general nodes' taint is tolerated by everything that is to run there", () => {
    expect(configuration("coredns")).toMatchObject(general);
    expect(configuration("snapshot_controller")).toMatchObject(general);
    expect(configuration("aws_ebs_csi_driver").controller).toMatchObject(general);
    expect(configuration("aws_efs_csi_driver").controller).toMatchObject(general);
  });

  test("§3.2's network policies are enforced", () => {
    expect(configuration("vpc_cni").enableNetworkPolicy).toBe("true");
  });

  test("§2.1's /24 subnets last: nodes take few addresses in advance", () => {
    expect(configuration("vpc_cni").env).toEqual({ WARM_IP_TARGET: "4", MINIMUM_IP_TARGET: "16" });
  });
});

describe("§3.1 EKS cluster: who gets in", () => {
  const grants = (stack: typeof primary) =>
    Object.fromEntries(
      stack.names("aws_eks_access_entry").map((name) => {
        const { principal_arn: role } = stack.resource("aws_eks_access_entry", name);
        const { policy_arn: policy, access_scope: scope } = stack.resource("aws_eks_access_policy_association", name);
        expect(scope).toEqual({ type: "cluster" });
        return [String(role).split("/").at(-1), String(policy).split("/").at(-1)];
      }),
    );

  test("people, the role that applies, and the role that plans, which reads alone", () => {
    const people = { "platform-admin": "AmazonEKSClusterAdminPolicy" };
    for (const stack of [primary, standby]) {
      expect(grants(stack)).toEqual({
        ...people,
        "techally-terraform-apply": "AmazonEKSClusterAdminPolicy",
        "techally-terraform-plan": "AmazonEKSAdminViewPolicy",
      });
    }
    expect(grants(fixtureStack("staging-cluster"))).toEqual({
      ...people,
      "techally-staging-terraform-apply": "AmazonEKSClusterAdminPolicy",
      "techally-staging-terraform-plan": "AmazonEKSAdminViewPolicy",
    });
  });

  test("and not whoever happens to create the cluster", () => {
    for (const stack of [primary, standby]) {
      expect(stack.resource("aws_eks_cluster", "main").access_config).toEqual({
        authentication_mode: "API",
        bootstrap_cluster_creator_admin_permissions: false,
      });
    }
  });

  test.each(["platform", "workloads"])("Terraform signs in to it for %s whenever it needs to, not at plan", (part) => {
    for (const [stack, region] of [
      [`production-${part}`, "us-east-1"],
      [`production-dr-${part}`, "us-west-2"],
    ] as const) {
      const { provider, data } = fixtureStack(stack).root;
      const exec = {
        api_version: "client.authentication.k8s.io/v1",
        command: "aws",
        args: ["eks", "get-token", "--cluster-name", expect.stringContaining("cluster_main_name"), "--region", region],
      };
      expect(provider?.kubernetes).toEqual([expect.objectContaining({ exec: [exec] })]);
      expect(provider?.helm).toEqual([{ kubernetes: expect.objectContaining({ exec }) }]);
      expect(data).not.toHaveProperty("aws_eks_cluster_auth");
    }
  });
});

describe("§1.1 EKS cluster - standby", () => {
  test("techally-production-dr in us-west-2, over its two private subnets", () => {
    expect(standby.root.provider?.aws).toEqual([expect.objectContaining({ region: "us-west-2" })]);
    expect(standby.resource("aws_eks_cluster", "main")).toMatchObject({
      name: "techally-production-dr",
      vpc_config: {
        subnet_ids: ["us_west_2a", "us_west_2b"].map(
          (zone) => `\${data.terraform_remote_state.production_dr_network.outputs.aws_subnet_private_${zone}_id}`,
        ),
      },
    });
  });

  test("the same resources as production", () => {
    expect(standby.addresses).toEqual(primary.addresses);
  });

  test.each([
    ["general_workloads", 3, 10],
    ["compute_intensive", 1, 8],
    ["memory_intensive", 1, 6],
  ])("%s waits with %i nodes and may grow to production's %i", (name, min, max) => {
    expect(standby.resource("aws_eks_node_group", name).scaling_config).toEqual({
      desired_size: min,
      min_size: min,
      max_size: max,
    });
  });
});

describe("§10.1 tags", () => {
  test("reach the instances, which default tags do not", () => {
    const { tag_specifications: specifications } = nodeGroup("general_workloads").template;
    const tags = {
      Project: "TechAlly",
      Environment: "production",
      ManagedBy: "Terraform",
      CostCenter: "Engineering",
      Owner: "infrastructure@techally.com",
      Name: "techally-production-general-workloads",
    };
    expect(specifications).toEqual([
      { resource_type: "instance", tags },
      { resource_type: "volume", tags },
      { resource_type: "network-interface", tags },
    ]);
  });
});
