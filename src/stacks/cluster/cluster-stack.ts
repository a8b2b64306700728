import type { Construct } from "constructs";
import type { AccessGrant } from "../../../modules/cluster/access-entries";
import { Cluster } from "../../../modules/cluster/cluster";
import type { Placement } from "../../../modules/kubernetes/placement";
import type { TerraformRoles } from "../../config/names";
import type { ClusterSection, TerraformAccess } from "../../config/sections/cluster";
import { administratorPolicy } from "../../config/sections/cluster-access";
import { BaseStack, type BaseStackProps } from "../base-stack";
import type { NetworkStack } from "../network-stack";
import type { StorageStack } from "../storage-stack";
import { platformIdentities } from "./identities";
import { generalPlacement } from "./placement";

/** How to reach an EKS cluster. */
export interface ClusterConnection {
  readonly name: string;
  /** URL of the API server. */
  readonly endpoint: string;
  /** Certificate authority of the API server, base64-encoded as EKS returns it. */
  readonly certificateAuthority: string;
  /** How Terraform signs in: with a token whenever it needs one, or with one that is read at plan. */
  readonly credentials: TerraformAccess;
}

export interface ClusterStackProps extends BaseStackProps {
  /** First part of the resources' names; secrets named `<namePrefix>/…` may be read from inside the cluster. */
  readonly namePrefix: string;
  /**
   * Further first parts of the names of secrets that may be read: those replicated from another region.
   * @default - none
   */
  readonly replicatedSecretPrefixes?: readonly string[];
  /** First part of the environment's names, with which those of its alarm topics begin. */
  readonly environmentPrefix: string;
  readonly cluster: ClusterSection;
  /**
   * Names of the roles that Terraform plans and applies with, which are let in beside the configuration's.
   * @default - none: whoever applies is the cluster's creator, or is listed
   */
  readonly terraformRoles?: TerraformRoles;
  readonly network: Pick<NetworkStack, "privateSubnetIds" | "securityGroups">;
  /**
   * Zones whose private subnets the control plane gets.
   * @default - every zone
   */
  readonly controlPlaneZones?: readonly string[];
  /**
   * Zones whose private subnets the node groups get.
   * @default - those of the control plane
   */
  readonly nodeZones?: readonly string[];
  /** Storage with the bucket that holds Velero's backups. */
  readonly storage: Pick<StorageStack, "backups">;
  /**
   * Sets the node groups' desired capacity at every apply, so that raising their minimum succeeds.
   * @default false
   */
  readonly enforceDesiredCapacity?: boolean;
  /**
   * Tags of the node groups that are stopped at night, whose sizes a schedule then sets.
   * @default - they never stop
   */
  readonly autoShutdownTags?: Readonly<Record<string, string>>;
}

/** One region's EKS cluster with nodes, add-ons and the controllers' identities (INF-001 §3.1). */
export class ClusterStack extends BaseStack {
  readonly connection: ClusterConnection;
  readonly clusterName: string;
  /** Kubernetes version, such as `1.36`. */
  readonly clusterVersion: string;
  readonly clusterSecurityGroupId: string;
  /** Names of the nodes' auto-scaling groups by node group. */
  readonly nodeAutoScalingGroupNames: Readonly<Record<string, string>>;
  /** Where everything runs that asks for no other node group. */
  readonly placement: Placement;

  constructor(scope: Construct, id: string, props: ClusterStackProps) {
    super(scope, id, props);
    const { cluster: config, namePrefix, region, network } = props;
    this.placement = generalPlacement(config);
    // In the order of the network's zones, so that a list in another order changes nothing.
    const subnetsIn = (chosen: readonly string[] | undefined) =>
      Object.entries(network.privateSubnetIds).flatMap(([zone, id]) => ((chosen?.includes(zone) ?? true) ? [id] : []));
    const access = accessOf(config, props.terraformRoles);
    const { controlPlane, autoScalingGroupNames } = new Cluster(this, "cluster", {
      ...config,
      accountId: this.callerAccountId,
      access,
      creatorAdministers: Object.values(access).every(({ policy }) => policy !== administratorPolicy),
      subnetIds: subnetsIn(props.nodeZones ?? props.controlPlaneZones),
      controlPlaneSubnetIds: subnetsIn(props.controlPlaneZones),
      nodeTags: { ...props.tags, Environment: props.environment },
      nodeSecurityGroupId: network.securityGroups.eksNodes,
      preventDestroy: config.deletionProtection,
      enforceDesiredCapacity: props.enforceDesiredCapacity,
      nodeGroupTags: props.autoShutdownTags,
      autoShutdown: props.autoShutdownTags !== undefined,
      placement: this.placement,
      identities: platformIdentities({
        clusterName: config.name,
        region,
        namePrefix,
        environmentPrefix: props.environmentPrefix,
        accountId: this.callerAccountId,
        secretPrefixes: [namePrefix, ...(props.replicatedSecretPrefixes ?? [])],
        backupsBucketArn: props.storage.backups.arn,
      }),
    });
    const { cluster } = controlPlane;
    this.clusterName = cluster.name;
    this.clusterVersion = config.version;
    this.clusterSecurityGroupId = controlPlane.securityGroupId;
    this.nodeAutoScalingGroupNames = autoScalingGroupNames;
    this.connection = {
      name: cluster.name,
      endpoint: cluster.endpoint,
      certificateAuthority: cluster.certificateAuthority.get(0).data,
      credentials: config.terraformAccess,
    };
  }
}

/**
 * Who may do what in the cluster. A plan reads every object that it refreshes, and Helm keeps its releases in Secrets,
 * which no other policy that only reads lets it see.
 */
function accessOf(
  { access }: ClusterSection,
  roles: ClusterStackProps["terraformRoles"],
): Readonly<Record<string, AccessGrant>> {
  if (!roles) return access;
  return {
    ...access,
    [roles.apply]: { policy: administratorPolicy },
    [roles.plan]: { policy: "AmazonEKSAdminViewPolicy" },
  };
}
