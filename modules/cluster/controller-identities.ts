import { Construct } from "constructs";
import { PodIdentity, type PodIdentityProps } from "../identity/pod-identity";

/** Who a controller's pods are in AWS: their service account, and what it may do. */
export interface ControllerIdentity
  extends Pick<PodIdentityProps, "serviceAccount" | "description" | "statements" | "managedPolicies"> {
  /** Last part of the role's name, `<cluster>-<name>`, and its address. */
  readonly name: string;
}

export interface ControllerIdentitiesProps {
  /** Name of the cluster; the roles' names start with it. */
  readonly name: string;
  /** Name of the cluster as the cluster itself reports it, so that identities follow it. */
  readonly clusterName: string;
  /**
   * Controllers that others install, beside the add-ons'.
   * @default - none
   */
  readonly identities?: readonly ControllerIdentity[];
}

/**
 * The IAM roles of the cluster's controllers, each for its own service account. The add-ons' service accounts have the
 * names that EKS gives them (https://docs.aws.amazon.com/eks/latest/userguide/add-ons-iam.html).
 */
export class ControllerIdentities extends Construct {
  /** The network plugin's, which nodes need before they are ready. */
  readonly vpcCni: PodIdentity;
  readonly ebsCsi: PodIdentity;
  readonly efsCsi: PodIdentity;

  constructor(scope: Construct, id: string, props: ControllerIdentitiesProps) {
    super(scope, id);
    const { clusterName, identities = [] } = props;
    const add = ({ name, ...identity }: ControllerIdentity) =>
      new PodIdentity(this, name, { ...identity, clusterName, roleName: `${props.name}-${name}` });

    this.vpcCni = add({
      name: "vpc-cni",
      serviceAccount: { namespace: "kube-system", name: "aws-node" },
      description: "Gives pods their addresses",
      managedPolicies: ["AmazonEKS_CNI_Policy"],
    });
    this.ebsCsi = add({
      name: "ebs-csi",
      serviceAccount: { namespace: "kube-system", name: "ebs-csi-controller-sa" },
      description: "Creates and attaches EBS volumes",
      managedPolicies: ["service-role/AmazonEBSCSIDriverPolicy"],
    });
    this.efsCsi = add({
      name: "efs-csi",
      serviceAccount: { namespace: "kube-system", name: "efs-csi-controller-sa" },
      description: "Creates EFS access points",
      managedPolicies: ["service-role/AmazonEFSCSIDriverPolicy"],
    });
    for (const identity of identities) add(identity);
  }
}
