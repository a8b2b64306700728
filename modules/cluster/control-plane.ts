import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { Construct } from "constructs";
import { CustomerKey } from "../encryption/customer-key";
import { resourcesIn } from "../identity/dependencies";
import { ServiceRole } from "../identity/service-role";

export interface ControlPlaneProps {
  /** Name of the cluster, 1-100 characters. */
  readonly name: string;
  /** Kubernetes version, such as `1.36`. */
  readonly version: string;
  /** Subnets of the control plane's network interfaces, in at least two zones. */
  readonly subnetIds: readonly string[];
  /**
   * Ranges that may reach the API server over the internet.
   * @default - none: only the private endpoint exists
   */
  readonly publicAccessCidrs?: readonly string[];
  /** Days that CloudWatch keeps the control plane's logs. */
  readonly logRetentionDays: number;
  /**
   * Makes whoever creates the cluster an administrator; counts at creation only. EKS refuses a second access entry for
   * the creator, so whoever lists the administrators sets this to false.
   * @default true
   */
  readonly creatorAdministers?: boolean;
  /**
   * Refuses to destroy the cluster and the key of its secrets.
   * @default true
   */
  readonly preventDestroy?: boolean;
}

/** https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html */
const logTypes = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/** An EKS cluster without nodes (https://docs.aws.amazon.com/eks/latest/userguide/clusters.html). */
export class ControlPlane extends Construct {
  readonly cluster: EksCluster;
  /** Group that EKS creates; whoever has it reaches the API server, and the API server reaches them. */
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: ControlPlaneProps) {
    super(scope, id);
    const { name, publicAccessCidrs = [], creatorAdministers = true, preventDestroy = true } = props;
    const key = new CustomerKey(this, "eks", {
      alias: `${name}-eks`,
      description: `Encrypts the Kubernetes secrets of ${name}`,
      preventDestroy,
    });
    // EKS would create it without a retention.
    const logGroup = new CloudwatchLogGroup(this, "cluster", {
      name: `/aws/eks/${name}/cluster`,
      retentionInDays: props.logRetentionDays,
    });
    const role = new ServiceRole(new Construct(this, "role"), "eks_cluster", {
      name: `${name}-cluster`,
      description: `Control plane of ${name}`,
      service: "eks.amazonaws.com",
      managedPolicies: ["AmazonEKSClusterPolicy"],
      statements: [
        { actions: ["kms:DescribeKey", "kms:Encrypt", "kms:Decrypt", "kms:ListGrants"], resources: [key.arn] },
      ],
    });
    this.cluster = new EksCluster(this, "main", {
      name,
      version: props.version,
      roleArn: role.arn,
      enabledClusterLogTypes: [...logTypes],
      // The add-ons are managed; self-managed copies would fight them. Changing this replaces the cluster.
      bootstrapSelfManagedAddons: false,
      vpcConfig: {
        subnetIds: [...props.subnetIds],
        endpointPrivateAccess: true,
        endpointPublicAccess: publicAccessCidrs.length > 0,
        publicAccessCidrs: publicAccessCidrs.length > 0 ? [...publicAccessCidrs] : undefined,
      },
      accessConfig: {
        authenticationMode: "API",
        bootstrapClusterCreatorAdminPermissions: creatorAdministers,
      },
      encryptionConfig: { resources: ["secrets"], provider: { keyArn: key.arn } },
      // Extended support costs six times as much; at the end of standard support AWS upgrades instead.
      upgradePolicy: { supportType: "STANDARD" },
      // Without its policy the role could not remove the cluster's network interfaces at the end.
      dependsOn: [logGroup, ...resourcesIn(role)],
      lifecycle: {
        preventDestroy,
        // Changing it would replace the cluster, and it has no effect on one that exists.
        ignoreChanges: ["access_config[0].bootstrap_cluster_creator_admin_permissions"],
      },
    });
    this.securityGroupId = this.cluster.vpcConfig.clusterSecurityGroupId;
  }
}
