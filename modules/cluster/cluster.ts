import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { resourcesIn } from "../identity/dependencies";
import type { Placement } from "../kubernetes/placement";
import { AccessEntries, type AccessGrant } from "./access-entries";
import { Addon } from "./addon";
import {
  corednsConfiguration,
  ebsCsiConfiguration,
  efsCsiConfiguration,
  type PodAddresses,
  snapshotControllerConfiguration,
  vpcCniConfiguration,
} from "./addon-configuration";
import { ControlPlane } from "./control-plane";
import { ControllerIdentities, type ControllerIdentity } from "./controller-identities";
import { NodeGroup, type NodeGroupShape } from "./node-group";
import { NodeRole } from "./node-role";

export interface ClusterProps {
  /** Name of the cluster; its roles and launch templates start with it. */
  readonly name: string;
  /** Kubernetes version, such as `1.36`. */
  readonly version: string;
  /** Subnets of the nodes, one per zone. */
  readonly subnetIds: readonly string[];
  /**
   * Subnets of the control plane, two at least. EKS takes others later, but only in the zones of the first ones
   * (https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html).
   * @default - those of the nodes
   */
  readonly controlPlaneSubnetIds?: readonly string[];
  /** The nodes' own security group, which databases and load balancers know them by. */
  readonly nodeSecurityGroupId: string;
  /**
   * Ranges that may reach the API server over the internet.
   * @default - none: only the private endpoint exists
   */
  readonly publicAccessCidrs?: readonly string[];
  /** Account of the cluster, and of the roles that are given by name. */
  readonly accountId: string;
  /** What IAM roles may do in the cluster, by their names or ARNs. */
  readonly access: Readonly<Record<string, AccessGrant>>;
  /**
   * Makes whoever creates the cluster an administrator; counts at creation only.
   * @default true
   */
  readonly creatorAdministers?: boolean;
  /** Days that CloudWatch keeps the control plane's logs. */
  readonly logRetentionDays: number;
  readonly podAddresses: PodAddresses;
  /**
   * Tags of the nodes, their volumes and network interfaces, beside `Name`.
   * @default - none
   */
  readonly nodeTags?: Readonly<Record<string, string>>;
  /** Node groups by name. */
  readonly nodeGroups: Readonly<Record<string, NodeGroupShape>>;
  /**
   * Sets the groups' desired capacity at every apply, not only at creation.
   * @default false
   */
  readonly enforceDesiredCapacity?: boolean;
  /**
   * Tags of the node groups themselves, beside the nodes'.
   * @default - none
   */
  readonly nodeGroupTags?: Readonly<Record<string, string>>;
  /**
   * The node groups' sizes hold at creation only; a schedule sets them afterwards.
   * @default false
   */
  readonly autoShutdown?: boolean;
  /** Where the add-ons' controllers run. */
  readonly placement: Placement;
  /**
   * Who the controllers are in AWS that are installed into the cluster later.
   * @default - none beside the add-ons'
   */
  readonly identities?: readonly ControllerIdentity[];
  /**
   * Refuses to destroy the cluster and the key of its secrets.
   * @default true
   */
  readonly preventDestroy?: boolean;
}

/**
 * A cluster with its nodes, add-ons and identities, in the order in which they can work: network plugin, proxy and pod
 * identities, then nodes, then what runs on them. In any other order nodes never become ready, or add-ons wait for
 * nodes until they time out.
 */
export class Cluster extends Construct {
  readonly controlPlane: ControlPlane;
  /** Names of the nodes' auto-scaling groups by node group. */
  readonly autoScalingGroupNames: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    const { version, subnetIds, placement } = props;
    const controlPlaneSubnetIds = props.controlPlaneSubnetIds ?? subnetIds;
    this.controlPlane = new ControlPlane(this, "control-plane", { ...props, subnetIds: controlPlaneSubnetIds });
    const { cluster, securityGroupId } = this.controlPlane;
    const clusterName = cluster.name;
    new AccessEntries(this, "access", { clusterName, accountId: props.accountId, access: props.access });
    const identities = new ControllerIdentities(this, "identities", { ...props, clusterName });

    const addonCluster = { name: clusterName, version };
    const beforeNodes = [
      new Addon(this, "vpc-cni", {
        cluster: addonCluster,
        name: "vpc-cni",
        configuration: vpcCniConfiguration(props.podAddresses),
        dependsOn: resourcesIn(identities.vpcCni),
      }),
      new Addon(this, "kube-proxy", { cluster: addonCluster, name: "kube-proxy" }),
      new Addon(this, "pod-identity", { cluster: addonCluster, name: "eks-pod-identity-agent" }),
    ];

    const role = new NodeRole(this, "node-role", {
      name: `${props.name}-nodes`,
      description: `Nodes of ${props.name}`,
    });
    const groups = new Construct(this, "node-groups");
    const nodeGroups = Object.entries(props.nodeGroups).map(
      ([name, shape]) =>
        [
          name,
          new NodeGroup(groups, name, {
            ...shape,
            clusterName,
            namePrefix: props.name,
            version,
            name,
            nodeRoleArn: role.arn,
            subnetIds,
            securityGroupIds: [securityGroupId, props.nodeSecurityGroupId],
            tags: props.nodeTags,
            groupTags: props.nodeGroupTags,
            autoShutdown: props.autoShutdown,
            enforceDesiredCapacity: props.enforceDesiredCapacity,
            dependsOn: resourcesIn(role, ...beforeNodes),
          }),
        ] as const,
    );
    this.autoScalingGroupNames = Object.fromEntries(
      nodeGroups.map(([name, group]) => [name, group.autoScalingGroupName]),
    );

    const nodes = nodeGroups.map(([, { group }]) => group);
    const addOnNodes = (name: string, configuration: object, dependsOn: readonly TerraformResource[] = []) =>
      new Addon(this, name, { cluster: addonCluster, name, configuration, dependsOn: [...nodes, ...dependsOn] });
    addOnNodes("coredns", corednsConfiguration(placement));
    const { addon: snapshots } = addOnNodes("snapshot-controller", snapshotControllerConfiguration(placement));
    // The driver looks once, at its start, whether there is anything to take snapshots for.
    addOnNodes("aws-ebs-csi-driver", ebsCsiConfiguration(placement, props.name), [
      ...resourcesIn(identities.ebsCsi),
      snapshots,
    ]);
    addOnNodes("aws-efs-csi-driver", efsCsiConfiguration(placement), resourcesIn(identities.efsCsi));
  }
}
