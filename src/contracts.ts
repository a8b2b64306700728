/**
 * Service accounts of the cluster's controllers: the cluster stack gives them their IAM roles through pod identities,
 * the platform stack's charts create them under these names
 * (https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html).
 */
export const serviceAccounts = {
  ebsCsi: { namespace: "kube-system", name: "ebs-csi-controller-sa" },
  efsCsi: { namespace: "kube-system", name: "efs-csi-controller-sa" },
  clusterAutoscaler: { namespace: "kube-system", name: "cluster-autoscaler" },
  externalSecrets: { namespace: "external-secrets", name: "external-secrets" },
  velero: { namespace: "velero", name: "velero" },
} as const;
