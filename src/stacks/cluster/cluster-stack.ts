import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import type { Construct } from "constructs";
import { Cluster } from "../../../modules/cluster/cluster";
import type { Placement } from "../../../modules/kubernetes/placement";
import type { ClusterSection } from "../../config/sections/cluster";
import { serviceAccounts } from "../../contracts";
import { BaseStack, type BaseStackProps } from "../base-stack";
import type { ClusterConnection } from "../kubernetes-stack";
import { generalPlacement } from "./placement";

export interface ClusterStackProps extends BaseStackProps {
  /** First part of the resources' names; secrets named `<namePrefix>/…` may be read from inside the cluster. */
  readonly namePrefix: string;
  /**
   * Further first parts of the names of secrets that may be read: those replicated from another region.
   * @default - none
   */
  readonly replicatedSecretPrefixes?: readonly string[];
  readonly cluster: ClusterSection;
  /** Ids of the private subnets, keyed by availability zone. */
  readonly privateSubnetIds: Readonly<Record<string, string>>;
  readonly nodeSecurityGroupId: string;
  /** ARN of the bucket that holds Velero's backups. */
  readonly backupsBucketArn: string;
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
    const { cluster: config, namePrefix, region } = props;
    const account = new DataAwsCallerIdentity(this, "current");
    this.placement = generalPlacement(config);
    const { controlPlane, autoScalingGroupNames } = new Cluster(this, "cluster", {
      ...config,
      region,
      accountId: account.accountId,
      subnetIds: Object.values(props.privateSubnetIds),
      nodeTags: { ...props.tags, Environment: props.environment },
      nodeSecurityGroupId: props.nodeSecurityGroupId,
      preventDestroy: config.deletionProtection,
      enforceDesiredCapacity: props.enforceDesiredCapacity,
      nodeGroupTags: props.autoShutdownTags,
      scheduledScaling: props.autoShutdownTags !== undefined,
      placement: this.placement,
      serviceAccounts,
      secretPrefixes: [namePrefix, ...(props.replicatedSecretPrefixes ?? [])],
      backupsBucketArn: props.backupsBucketArn,
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
    };
  }
}
