import { Cluster, type ClusterProps } from "../../../modules/cluster/cluster";
import type { NodeGroupShape } from "../../../modules/cluster/node-group";
import { synthConstruct } from "../../support/synth";

const props: ClusterProps = {
  name: "shop",
  version: "1.36",
  subnetIds: ["subnet-a", "subnet-b"],
  nodeSecurityGroupId: "sg-nodes",
  accountId: "123456789012",
  access: { admin: { policy: "AmazonEKSClusterAdminPolicy" } },
  logRetentionDays: 30,
  podAddresses: { warmIpTarget: 2, minimumIpTarget: 10 },
  nodeGroups: {
    general: {
      instanceTypes: ["m5.large"],
      capacity: "ON_DEMAND",
      desiredCapacity: 2,
      minSize: 2,
      maxSize: 4,
      volumeSize: 50,
      labels: { pool: "general" },
      taints: [],
    },
  },
  placement: { nodeSelector: { pool: "general" }, tolerations: [] },
  identities: [
    {
      name: "secret-reader",
      serviceAccount: { namespace: "secrets", name: "reader" },
      description: "Reads secrets",
      statements: [{ actions: ["secretsmanager:GetSecretValue"], resources: ["arn:aws:secretsmanager:*:*:secret:a"] }],
    },
  ],
};

const stack = synthConstruct((scope) => {
  new Cluster(scope, "cluster", props);
});

const dependencies = (type: string, name: string) => stack.resource(type, name).depends_on as string[];

test("nodes come after the network plugin, the proxy and pod identities, and after their role's policies", () => {
  expect(dependencies("aws_eks_node_group", "general")).toEqual([
    "aws_iam_role.eks_nodes",
    "aws_iam_role_policy_attachment.eks_nodes_amazon_eks_worker_node_policy",
    "aws_iam_role_policy_attachment.eks_nodes_amazon_ec2_container_registry_pull_only",
    "aws_eks_addon.vpc_cni",
    "aws_eks_addon.kube_proxy",
    "aws_eks_addon.eks_pod_identity_agent",
  ]);
});

test.each([
  "coredns",
  "snapshot_controller",
  "aws_ebs_csi_driver",
  "aws_efs_csi_driver",
])("%s comes after the nodes", (addon) => {
  expect(dependencies("aws_eks_addon", addon)).toContain("aws_eks_node_group.general");
});

test("the EBS driver comes after the snapshot controller, whose definitions it looks for at its start", () => {
  expect(dependencies("aws_eks_addon", "aws_ebs_csi_driver")).toContain("aws_eks_addon.snapshot_controller");
});

test.each([
  ["vpc_cni", "vpc_cni", "amazon_eks_cni_policy"],
  ["aws_ebs_csi_driver", "ebs_csi", "amazon_ebscsi_driver_policy"],
  ["aws_efs_csi_driver", "efs_csi", "amazon_efscsi_driver_policy"],
])("%s starts when its identity is there: pods get one at their start only", (addon, identity, policy) => {
  expect(dependencies("aws_eks_addon", addon)).toEqual(
    expect.arrayContaining([
      `aws_eks_pod_identity_association.${identity}`,
      `aws_iam_role_policy_attachment.${identity}_${policy}`,
    ]),
  );
});

test("the nodes may join the cluster and pull images; the network plugin's rights are its own", () => {
  const attached = stack
    .names("aws_iam_role_policy_attachment")
    .map((name) => stack.resource("aws_iam_role_policy_attachment", name))
    .map(({ role, policy_arn }) => [role, String(policy_arn).replace("arn:aws:iam::aws:policy/", "")]);
  expect(attached).toEqual([
    ["${aws_iam_role.ebs_csi.name}", "service-role/AmazonEBSCSIDriverPolicy"],
    ["${aws_iam_role.efs_csi.name}", "service-role/AmazonEFSCSIDriverPolicy"],
    ["${aws_iam_role.eks_cluster.name}", "AmazonEKSClusterPolicy"],
    ["${aws_iam_role.eks_nodes.name}", "AmazonEC2ContainerRegistryPullOnly"],
    ["${aws_iam_role.eks_nodes.name}", "AmazonEKSWorkerNodePolicy"],
    ["${aws_iam_role.vpc_cni.name}", "AmazonEKS_CNI_Policy"],
  ]);
});

test.each([
  ["vpc_cni", "kube-system", "aws-node"],
  ["ebs_csi", "kube-system", "ebs-csi-controller-sa"],
  ["efs_csi", "kube-system", "efs-csi-controller-sa"],
  ["secret_reader", "secrets", "reader"],
])("%s has a role for %s/%s", (name, namespace, account) => {
  expect(stack.resource("aws_eks_pod_identity_association", name)).toEqual({
    cluster_name: "${aws_eks_cluster.main.name}",
    namespace,
    service_account: account,
    role_arn: `\${aws_iam_role.${name}.arn}`,
  });
  expect(stack.resource("aws_iam_role", name).name).toBe(`shop-${name.replaceAll("_", "-")}`);
});

test("a controller may do what its identity says, and nothing else", () => {
  expect(stack.data("aws_iam_policy_document", "secret_reader_permissions")).toEqual({
    statement: [{ actions: ["secretsmanager:GetSecretValue"], resources: ["arn:aws:secretsmanager:*:*:secret:a"] }],
  });
});

test("a node group may have any name", () => {
  const names = ["access", "group", "template", "vpc-cni"];
  const nodeGroups = Object.fromEntries(names.map((name) => [name, props.nodeGroups.general as NodeGroupShape]));
  const other = synthConstruct((scope) => {
    new Cluster(scope, "cluster", { ...props, nodeGroups });
  });
  expect(other.names("aws_eks_node_group")).toEqual(["access", "group", "template", "vpc_cni"]);
});

test("administrators are let in", () => {
  expect(stack.names("aws_eks_access_entry")).toEqual(["role_admin"]);
});
