import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { NodeGroupSizes } from "./node-group-sizes";

/** A taint in Kubernetes' spelling. */
export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

/** What one group of nodes looks like. */
export interface NodeGroupShape extends NodeGroupSizes {
  /** EC2 instance types of one shape, the preferred one first. */
  readonly instanceTypes: readonly string[];
  /** How the instances are bought. */
  readonly capacity: "ON_DEMAND" | "SPOT";
  /** Size of the root volume in GiB. */
  readonly volumeSize: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
}

export interface NodeGroupProps extends NodeGroupShape {
  readonly clusterName: string;
  /** First part of the launch template's and the instances' names: `<namePrefix>-<name>`. */
  readonly namePrefix: string;
  /** Kubernetes version of the nodes. */
  readonly version: string;
  /** Name of the group: `general-workloads`. */
  readonly name: string;
  readonly nodeRoleArn: string;
  /** Private subnets, one per zone. */
  readonly subnetIds: readonly string[];
  /** All groups of the nodes: with a launch template EKS adds none, not even the cluster's own. */
  readonly securityGroupIds: readonly string[];
  /**
   * Tags of the instances, their volumes and network interfaces, beside `Name`. A provider's default tags stop at the
   * launch template.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Sets `desiredCapacity` at every apply, not only at creation. EKS refuses a minimum above the desired size, so a
   * group whose minimum is to be raised by Terraform alone needs it; the price is that an apply undoes what the
   * autoscaler did.
   * @default false
   */
  readonly enforceDesiredCapacity?: boolean;
  /**
   * Tags of the group itself, not of its nodes.
   * @default - none
   */
  readonly groupTags?: Readonly<Record<string, string>>;
  /**
   * A schedule sets the group's sizes; the ones here hold at creation only. It goes
   * before `enforceDesiredCapacity`.
   * @default false
   */
  readonly autoShutdown?: boolean;
  /**
   * What must exist before the nodes start.
   * @default - nothing
   */
  readonly dependsOn?: readonly TerraformResource[];
}

const taintEffects = {
  NoSchedule: "NO_SCHEDULE",
  PreferNoSchedule: "PREFER_NO_SCHEDULE",
  NoExecute: "NO_EXECUTE",
} as const;

/**
 * A managed node group with a launch template (https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html):
 * Amazon Linux 2023, encrypted gp3 volume, IMDSv2 with one hop, so that pods cannot borrow the node's role.
 */
export class NodeGroup extends Construct {
  readonly group: EksNodeGroup;
  /** Name of the group's auto-scaling group, which EKS creates. */
  readonly autoScalingGroupName: string;

  constructor(scope: Construct, id: string, props: NodeGroupProps) {
    super(scope, id);
    const { clusterName, name } = props;
    const fullName = `${props.namePrefix}-${name}`;
    const tags = { ...props.tags, Name: fullName };
    const taints = props.taints.map(({ key, value, effect }) => ({ key, value, effect: taintEffects[effect] }));
    const template = new LaunchTemplate(new Construct(this, "template"), name, {
      name: fullName,
      description: `Nodes of ${name}`,
      updateDefaultVersion: true,
      vpcSecurityGroupIds: [...props.securityGroupIds],
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: { volumeSize: props.volumeSize, volumeType: "gp3", encrypted: "true", deleteOnTermination: "true" },
        },
      ],
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      monitoring: { enabled: true },
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({ resourceType, tags })),
    });
    this.group = new EksNodeGroup(new Construct(this, "group"), name, {
      clusterName,
      nodeGroupName: name,
      version: props.version,
      nodeRoleArn: props.nodeRoleArn,
      subnetIds: [...props.subnetIds],
      amiType: "AL2023_x86_64_STANDARD",
      capacityType: props.capacity,
      instanceTypes: [...props.instanceTypes],
      launchTemplate: { id: template.id, version: template.getStringAttribute("latest_version") },
      scalingConfig: { desiredSize: props.desiredCapacity, minSize: props.minSize, maxSize: props.maxSize },
      labels: { ...props.labels },
      taint: taints.length > 0 ? taints : undefined,
      updateConfig: { maxUnavailable: 1 },
      nodeRepairConfig: { enabled: true },
      tags: props.groupTags && { ...props.groupTags },
      dependsOn: props.dependsOn && [...props.dependsOn],
      lifecycle: lifecycleOf(props),
    });
    this.autoScalingGroupName = this.group.resources.get(0).autoscalingGroups.get(0).name;
  }
}

function lifecycleOf({ autoShutdown, enforceDesiredCapacity }: NodeGroupProps) {
  // At night, the minimum would be above the number of nodes, which EKS refuses.
  if (autoShutdown) return { ignoreChanges: ["scaling_config"] };
  // The cluster autoscaler owns the number of nodes.
  return enforceDesiredCapacity ? undefined : { ignoreChanges: ["scaling_config[0].desired_size"] };
}
