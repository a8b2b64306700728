import { z } from "zod";
import { kubernetes } from "../../versions";
import { clusterAccess } from "./cluster-access";
import { atMost } from "./formats/bounds";
import { setAtCreation } from "./formats/creation";
import { labelValue } from "./formats/kubernetes";
import { removedKeys } from "./formats/removed";
import { constructId, matching } from "./formats/text";
import { logRetentionDays } from "./network";

// The longest name built from it is a role's, <name>-dr-cluster-autoscaler, and IAM takes 64 characters.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
const clusterName = matching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,41}$/, {
  allowed: "up to 42 letters, digits, hyphens and underscores, starting with a letter or digit",
  fix:
    "shorten the name, or replace the other characters: IAM roles such as <name>-dr-cluster-autoscaler have 64 " +
    "characters at most (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html)",
});

const version = matching(new RegExp(`^(${kubernetes.supported.join("|").replaceAll(".", "\\.")})$`), {
  allowed: kubernetes.supported.join(", "),
  fix: "choose one of these; add a new one to src/versions.ts when EKS and every chart support it",
});

const nodeGroupName = constructId(
  matching(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/, {
    allowed: "1-63 lower-case letters, digits and hyphens, starting with a letter and not ending in a hyphen",
    fix: "rename the node group: its resources' addresses carry the name",
  }),
);

// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
const labelKey = matching(
  /^(?!([a-z0-9.-]+\.)?(kubernetes\.io|k8s\.io|eks\.amazonaws\.com)\/)([a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/,
  {
    allowed: "a Kubernetes label key: an optional DNS prefix and a slash, then 1-63 letters, digits, - _ and .",
    fix: "rename the key; it starts and ends with a letter or digit, and EKS keeps kubernetes.io/, k8s.io/ and its own",
  },
);

const taint = z.object({
  key: labelKey,
  /** Default: none. */
  value: labelValue.optional(),
  /** As Kubernetes spells it (https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/). */
  effect: z.enum(["NoSchedule", "PreferNoSchedule", "NoExecute"]),
});

// Node groups of a cluster, nodes of a group, and ranges that reach the API server:
// https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html
const quotas = { nodeGroups: 30, nodes: 450, publicAccessCidrs: 40 };
const nodes = z.int().max(quotas.nodes);

// Of the auto-scaling group behind it: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_LaunchTemplateOverrides.html
const instanceTypesOfGroup = 40;

// https://docs.aws.amazon.com/eks/latest/userguide/node-taints-managed-node-groups.html, and the provider takes no more.
const taintsOfGroup = 50;

// AWS states no limit; no group needs more.
const labelsOfGroup = 50;

const nodeGroup = z.object({
  /**
   * EC2 instance types, the preferred one first; they share one shape, and SPOT wants at least three. Set at creation:
   * with others, the node group is replaced.
   */
  instanceTypes: setAtCreation(z.array(z.string()).min(1).max(instanceTypesOfGroup), "replaced"),
  /** How the instances are bought. Set at creation, as the types are. Default: ON_DEMAND. */
  capacity: setAtCreation(z.enum(["ON_DEMAND", "SPOT"]).default("ON_DEMAND"), "replaced"),
  /** Number of nodes. Set at creation: afterwards the cluster autoscaler decides. */
  desiredCapacity: setAtCreation(nodes.min(0), "ignored"),
  /**
   * Fewest nodes. EKS refuses a minimum above the number of nodes that run: before raising it that far, run
   * `aws eks update-nodegroup-config --cluster-name … --nodegroup-name … --scaling-config desiredSize=…`.
   */
  minSize: nodes.min(0),
  /** Most nodes. */
  maxSize: nodes.min(1),
  /** Root volume in GiB. Default: 100. */
  volumeSize: z.int().min(20).max(16384).default(100),
  /** Labels of the nodes. Default: none. */
  labels: atMost(z.record(labelKey, labelValue), labelsOfGroup).default({}),
  /** Taints of the nodes; only the general group may have any. Default: none. */
  taints: z.array(taint).max(taintsOfGroup).default([]),
});

// A node has no more pods, and so no use for more addresses:
// https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html#determine-max-pods
const addressesOfNode = z.int().min(1).max(250);

/**
 * How many addresses a node holds in advance, so that small subnets last
 * (https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/eni-and-ip-target.md).
 */
const podAddresses = z.object({
  /** Free addresses that a node keeps ready. Default: 4. */
  warmIpTarget: addressesOfNode.default(4),
  /** Addresses that a node takes when it starts. Default: 16. */
  minimumIpTarget: addressesOfNode.default(16),
});

/** How Terraform's kubernetes and helm providers sign in. */
export const terraformAccess = ["exec", "token"] as const;
export type TerraformAccess = (typeof terraformAccess)[number];

const section = z.object({
  /** Name of the cluster; the standby region's is `<name>-dr`. Set at creation: another name means another cluster. */
  name: setAtCreation(clusterName, "replaced"),
  /** Kubernetes version. Default: the catalogue's. */
  version: version.default(kubernetes.default),
  /**
   * Ranges that may reach the API server over the internet, with credentials. Default: none, which leaves the private
   * endpoint alone; docs/cluster-access.md says how Terraform gets in then.
   */
  publicAccessCidrs: z.array(z.string()).max(quotas.publicAccessCidrs).default([]),
  /**
   * What people may do in the cluster, by IAM role: its name, or its ARN if it is another account's. Where safeguards are
   * strict, at least one role has the policy AmazonEKSClusterAdminPolicy. Roles must exist before the cluster is applied;
   * those that Terraform plans and applies with need no entry here. Default: none.
   */
  access: clusterAccess.default({}),
  /**
   * How Terraform signs in to the cluster's API: `exec` asks the aws CLI, which has to be installed wherever Terraform
   * runs, for a token whenever one is needed; `token` needs no CLI, but is read when the plan is made and good for 15
   * minutes, so a plan that is approved later, or an apply that takes longer, ends in "Unauthorized". Default: exec.
   */
  terraformAccess: z.enum(terraformAccess).default("exec"),
  /** How long the control plane's logs are kept, in days. Default: 90. */
  logRetentionDays: logRetentionDays.default(90),
  podAddresses: podAddresses.prefault({}),
  /** Refuses plans that destroy the cluster or the key of its secrets. Default: true. */
  deletionProtection: z.boolean().default(true),
  /** The node group that runs everything that asks for no other. Default: general-workloads. */
  generalNodeGroup: z.string().default("general-workloads"),
  /** Managed node groups by name. */
  nodeGroups: atMost(z.record(nodeGroupName, nodeGroup), quotas.nodeGroups),
});

/** The EKS cluster (INF-001 §3.1). */
export const clusterSection = removedKeys(section, {
  adminRoleArns:
    'name each role under access, by the same ARN: { "<ARN>": { policy: "AmazonEKSClusterAdminPolicy" } } ' +
    "(docs/cluster-access.md)",
});

export type ClusterSection = z.output<typeof clusterSection>;
export type NodeGroupSection = z.output<typeof nodeGroup>;
