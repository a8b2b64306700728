import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { TerraformOutput } from "cdktf";
import { ControlPlane, type ControlPlaneProps } from "../../../modules/cluster/control-plane";
import { synthConstruct } from "../../support/synth";

const props: ControlPlaneProps = {
  name: "shop",
  version: "1.36",
  subnetIds: ["subnet-a", "subnet-b"],
  logRetentionDays: 30,
};

const synth = (change: Partial<ControlPlaneProps> = {}) =>
  synthConstruct((stack) => {
    const { securityGroupId } = new ControlPlane(stack, "control-plane", { ...props, ...change });
    new TerraformOutput(stack, "security_group_id", { value: securityGroupId });
  });

const stack = synth();
const cluster = stack.resource("aws_eks_cluster", "main");

test("name, version and subnets are the caller's", () => {
  expect(stack.text).toHaveResource(EksCluster);
  expect(cluster).toMatchObject({ name: "shop", version: "1.36", role_arn: "${aws_iam_role.eks_cluster.arn}" });
  expect(cluster.vpc_config).toMatchObject({ subnet_ids: ["subnet-a", "subnet-b"] });
});

test("only the private endpoint exists", () => {
  expect(cluster.vpc_config).toMatchObject({ endpoint_private_access: true, endpoint_public_access: false });
  expect(cluster.vpc_config).not.toHaveProperty("public_access_cidrs");
});

test("listed ranges may use the public endpoint as well", () => {
  const { vpc_config: config } = synth({ publicAccessCidrs: ["203.0.113.0/24"] }).resource("aws_eks_cluster", "main");
  expect(config).toMatchObject({
    endpoint_private_access: true,
    endpoint_public_access: true,
    public_access_cidrs: ["203.0.113.0/24"],
  });
});

test("access goes by access entries, and whoever creates the cluster gets in", () => {
  expect(cluster.access_config).toEqual({
    authentication_mode: "API",
    bootstrap_cluster_creator_admin_permissions: true,
  });
});

test("whoever lists the administrators keeps the creator out, and clusters that exist stay as they are", () => {
  const listed = synth({ creatorAdministers: false }).resource("aws_eks_cluster", "main");
  expect(listed.access_config).toMatchObject({ bootstrap_cluster_creator_admin_permissions: false });
  for (const { lifecycle } of [cluster, listed]) {
    expect(lifecycle).toMatchObject({
      ignore_changes: ["access_config[0].bootstrap_cluster_creator_admin_permissions"],
    });
  }
});

test("all five kinds of log go into a group that exists before, with a retention", () => {
  expect(cluster.enabled_cluster_log_types).toEqual([
    "api",
    "audit",
    "authenticator",
    "controllerManager",
    "scheduler",
  ]);
  expect(stack.text).toHaveResourceWithProperties(CloudwatchLogGroup, {
    name: "/aws/eks/shop/cluster",
    retention_in_days: 30,
  });
  expect(cluster.depends_on).toContain("aws_cloudwatch_log_group.cluster");
});

test("secrets are encrypted with a key of the cluster's own, which the control plane may use", () => {
  expect(cluster.encryption_config).toEqual({
    provider: { key_arn: "${aws_kms_key.eks.arn}" },
    resources: ["secrets"],
  });
  expect(stack.text).toHaveResourceWithProperties(KmsKey, { enable_key_rotation: true, deletion_window_in_days: 30 });
  expect(stack.resource("aws_kms_alias", "eks")).toEqual({
    name: "alias/shop-eks",
    target_key_id: "${aws_kms_key.eks.key_id}",
  });
  expect(stack.data("aws_iam_policy_document", "eks_cluster_permissions").statement).toEqual([
    {
      actions: ["kms:DescribeKey", "kms:Encrypt", "kms:Decrypt", "kms:ListGrants"],
      resources: ["${aws_kms_key.eks.arn}"],
    },
  ]);
});

test("the role keeps its policies for as long as the cluster exists", () => {
  expect(stack.resource("aws_iam_role", "eks_cluster").name).toBe("shop-cluster");
  expect(stack.resource("aws_iam_role_policy_attachment", "eks_cluster_amazon_eks_cluster_policy").policy_arn).toBe(
    "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
  );
  expect(cluster.depends_on).toEqual(
    expect.arrayContaining([
      "aws_iam_role_policy.eks_cluster",
      "aws_iam_role_policy_attachment.eks_cluster_amazon_eks_cluster_policy",
    ]),
  );
});

test("no self-managed add-ons, no extended support", () => {
  expect(cluster).toMatchObject({
    bootstrap_self_managed_addons: false,
    upgrade_policy: { support_type: "STANDARD" },
  });
});

test("cluster and key are not destroyed by a plan", () => {
  expect(cluster.lifecycle).toMatchObject({ prevent_destroy: true });
  expect(stack.resource("aws_kms_key", "eks").lifecycle).toEqual({ prevent_destroy: true });
});

test("unless they may be", () => {
  const relaxed = synth({ preventDestroy: false });
  expect(relaxed.resource("aws_eks_cluster", "main").lifecycle).toMatchObject({ prevent_destroy: false });
  expect(relaxed.resource("aws_kms_key", "eks").lifecycle).toEqual({ prevent_destroy: false });
});

test("the security group that EKS creates is handed out", () => {
  expect(stack.outputs.security_group_id?.value).toBe(
    "${aws_eks_cluster.main.vpc_config[0].cluster_security_group_id}",
  );
});
