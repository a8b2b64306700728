import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { ControllerIdentity } from "../../cluster/controller-identities";
import { resources } from "../../kubernetes/resources";
import { zoneSpread } from "../../kubernetes/zone-spread";
import { capabilities } from "../capabilities";
import type { PlannedRelease, ReleaseProps } from "../release";

export interface ClusterAutoscalerProps extends ReleaseProps {
  readonly clusterName: string;
  readonly region: string;
  /** Tag of the image; its minor version is that of the cluster. */
  readonly imageTag: string;
  /** One of them acts, the others stand by. */
  readonly replicas: number;
}

const name = "cluster-autoscaler";

/**
 * The cluster autoscaler with the flags of INF-001 §8.2 and no others of ours
 * (https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler/charts/cluster-autoscaler). The chart itself
 * adds `--namespace`, where the autoscaler keeps its lease.
 */
export function clusterAutoscaler(props: ClusterAutoscalerProps): PlannedRelease {
  const { clusterName, placement, source } = props;
  return {
    name,
    source,
    values: {
      // Names the Deployment and its container, which would be called after the cloud otherwise.
      nameOverride: name,
      cloudProvider: "aws",
      awsRegion: props.region,
      autoDiscovery: {
        clusterName,
        tags: ["k8s.io/cluster-autoscaler/enabled", `k8s.io/cluster-autoscaler/${clusterName}`],
      },
      image: { repository: "registry.k8s.io/autoscaling/cluster-autoscaler", tag: props.imageTag },
      extraArgs: {
        v: 4,
        stderrthreshold: "info",
        "skip-nodes-with-local-storage": false,
        expander: "least-waste",
        "skip-nodes-with-system-pods": false,
        // The chart's default; null takes it away.
        logtostderr: null,
      },
      // A flag without a value.
      customArgs: ["--balance-similar-node-groups"],
      replicaCount: props.replicas,
      priorityClassName: "system-cluster-critical",
      podDisruptionBudget: { maxUnavailable: 1 },
      rbac: { serviceAccount: { create: true, name } },
      nodeSelector: placement.nodeSelector,
      tolerations: placement.tolerations,
      topologySpreadConstraints: zoneSpread({ "app.kubernetes.io/name": name }),
      resources: resources({ cpu: ["100m", "500m"], memory: ["300Mi", "1Gi"] }),
      serviceMonitor: { enabled: true, namespace: source.namespace, interval: "30s" },
    },
    requires: [capabilities.monitors],
  };
}

export interface ClusterAutoscalerIdentityProps {
  /** Namespace of the release. */
  readonly namespace: string;
  readonly clusterName: string;
  readonly region: string;
  readonly accountId: string;
}

/** Who the autoscaler's pods are in AWS. */
export function clusterAutoscalerIdentity(props: ClusterAutoscalerIdentityProps): ControllerIdentity {
  return {
    name,
    serviceAccount: { namespace: props.namespace, name },
    description: "Sets the number of nodes",
    statements: statements(props),
  };
}

/**
 * What the cluster autoscaler needs
 * (https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md#iam-policy):
 * to see everything, and to change the auto-scaling groups of its own cluster alone, which EKS tags for it
 * (https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html).
 */
function statements(props: ClusterAutoscalerIdentityProps): DataAwsIamPolicyDocumentStatement[] {
  const { clusterName } = props;
  const inAccount = `${props.region}:${props.accountId}`;
  return [
    {
      sid: "Observe",
      actions: [
        "autoscaling:DescribeAutoScalingGroups",
        "autoscaling:DescribeAutoScalingInstances",
        "autoscaling:DescribeLaunchConfigurations",
        "autoscaling:DescribeScalingActivities",
        "autoscaling:DescribeTags",
        "ec2:DescribeImages",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeLaunchTemplateVersions",
        "ec2:GetInstanceTypesFromInstanceRequirements",
      ],
      resources: ["*"],
    },
    {
      sid: "ReadNodeGroups",
      actions: ["eks:DescribeNodegroup"],
      resources: [`arn:aws:eks:${inAccount}:nodegroup/${clusterName}/*`],
    },
    {
      sid: "Scale",
      actions: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
      resources: [`arn:aws:autoscaling:${inAccount}:autoScalingGroup:*:autoScalingGroupName/*`],
      condition: [
        {
          test: "StringEquals",
          variable: `aws:ResourceTag/k8s.io/cluster-autoscaler/${clusterName}`,
          values: ["owned"],
        },
      ],
    },
  ];
}
