import { Construct } from "constructs";
import { PodIdentity, type PodIdentityProps } from "../identity/pod-identity";
import { clusterAutoscalerPermissions } from "./permissions/cluster-autoscaler";
import { externalSecretsPermissions } from "./permissions/external-secrets";
import { veleroPermissions } from "./permissions/velero";

/** Controllers of the cluster that call AWS. */
export type Controller = "ebsCsi" | "efsCsi" | "clusterAutoscaler" | "externalSecrets" | "velero";

export interface ControllerIdentitiesProps {
  /** Name of the cluster; the roles' names start with it. */
  readonly name: string;
  /** Name of the cluster as the cluster itself reports it, so that identities follow it. */
  readonly clusterName: string;
  readonly region: string;
  readonly accountId: string;
  /** Under which service account each controller runs. */
  readonly serviceAccounts: Readonly<Record<Controller, PodIdentityProps["serviceAccount"]>>;
  /** First parts of the names of the secrets that the cluster may read: `techally` means `techally/*`. */
  readonly secretPrefixes: readonly string[];
  /** ARN of the bucket that holds Velero's backups. */
  readonly backupsBucketArn: string;
}

/** The IAM roles of the cluster's controllers, each for its own service account. */
export class ControllerIdentities extends Construct {
  /** The network plugin's, which nodes need before they are ready. */
  readonly vpcCni: PodIdentity;
  readonly ebsCsi: PodIdentity;
  readonly efsCsi: PodIdentity;

  constructor(scope: Construct, id: string, props: ControllerIdentitiesProps) {
    super(scope, id);
    const { name: cluster, clusterName, region, accountId, serviceAccounts } = props;
    const add = (
      name: string,
      serviceAccount: PodIdentityProps["serviceAccount"],
      permissions: Pick<PodIdentityProps, "description" | "statements" | "managedPolicies">,
    ) =>
      new PodIdentity(this, name, {
        clusterName,
        serviceAccount,
        roleName: `${cluster}-${name}`,
        ...permissions,
      });

    this.vpcCni = add(
      "vpc-cni",
      { namespace: "kube-system", name: "aws-node" },
      { description: "Gives pods their addresses", managedPolicies: ["AmazonEKS_CNI_Policy"] },
    );
    this.ebsCsi = add("ebs-csi", serviceAccounts.ebsCsi, {
      description: "Creates and attaches EBS volumes",
      managedPolicies: ["service-role/AmazonEBSCSIDriverPolicy"],
    });
    this.efsCsi = add("efs-csi", serviceAccounts.efsCsi, {
      description: "Creates EFS access points",
      managedPolicies: ["service-role/AmazonEFSCSIDriverPolicy"],
    });
    add("cluster-autoscaler", serviceAccounts.clusterAutoscaler, {
      description: "Sets the number of nodes",
      statements: clusterAutoscalerPermissions({ region, accountId, clusterName: cluster }),
    });
    add("external-secrets", serviceAccounts.externalSecrets, {
      description: "Reads secrets for the workloads",
      statements: externalSecretsPermissions({ region, accountId, secretPrefixes: props.secretPrefixes }),
    });
    add("velero", serviceAccounts.velero, {
      description: "Backs up the cluster's objects and volumes",
      statements: veleroPermissions({ region, accountId, bucketArn: props.backupsBucketArn }),
    });
  }
}
