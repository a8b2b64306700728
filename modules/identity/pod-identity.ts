import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { Construct } from "constructs";
import { ServiceRole } from "./service-role";

export interface PodIdentityProps {
  readonly clusterName: string;
  /** The service account whose pods get the role; it need not exist yet. */
  readonly serviceAccount: { readonly namespace: string; readonly name: string };
  /** Name of the role; unique in the account, at most 64 characters. */
  readonly roleName: string;
  readonly description: string;
  /**
   * What the pods may do.
   * @default - only what the managed policies allow
   */
  readonly statements?: readonly DataAwsIamPolicyDocumentStatement[];
  /**
   * Policies that AWS maintains, by name with their path, such as `service-role/AmazonEBSCSIDriverPolicy`.
   * @default - none
   */
  readonly managedPolicies?: readonly string[];
}

/**
 * An IAM role for the pods of one service account of one cluster, and of no other
 * (https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html).
 *
 * Pods that are already running when the association is made have to be restarted to get it.
 */
export class PodIdentity extends Construct {
  readonly roleArn: string;
  readonly roleName: string;
  /** Pods get the role when they start after it. */
  readonly association: EksPodIdentityAssociation;

  constructor(scope: Construct, id: string, props: PodIdentityProps) {
    super(scope, id);
    const { clusterName, serviceAccount, statements, managedPolicies } = props;
    // The tags that EKS sends: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
    const trusted = {
      "eks-cluster-name": clusterName,
      "kubernetes-namespace": serviceAccount.namespace,
      "kubernetes-service-account": serviceAccount.name,
    };
    const role = new ServiceRole(new Construct(this, "pod_role"), id, {
      name: props.roleName,
      description: props.description,
      service: "pods.eks.amazonaws.com",
      trustActions: ["sts:AssumeRole", "sts:TagSession"],
      trustConditions: Object.entries(trusted).map(([tag, value]) => ({
        test: "StringEquals",
        variable: `aws:RequestTag/${tag}`,
        values: [value],
      })),
      statements,
      managedPolicies,
    });
    this.roleArn = role.arn;
    this.roleName = role.name;
    this.association = new EksPodIdentityAssociation(this, id, {
      clusterName,
      namespace: serviceAccount.namespace,
      serviceAccount: serviceAccount.name,
      roleArn: role.arn,
    });
  }
}
