import { z } from "zod";
import { atMost } from "./formats/bounds";
import { matching } from "./formats/text";

/** The access policy of those who may do everything; EKS gives it for whole clusters alone. */
export const administratorPolicy = "AmazonEKSClusterAdminPolicy";

/**
 * What people and programs may do in a cluster, as EKS names it
 * (https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html).
 */
export const accessPolicies = [
  administratorPolicy,
  "AmazonEKSAdminPolicy",
  "AmazonEKSEditPolicy",
  "AmazonEKSViewPolicy",
  "AmazonEKSAdminViewPolicy",
] as const;
export type AccessPolicy = (typeof accessPolicies)[number];

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
const role = matching(/^(arn:aws:iam::\d{12}:role\/)?([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/, {
  allowed:
    "the name of an IAM role, with its path if it has one, or its ARN, arn:aws:iam::123456789012:role/platform-admin",
  fix: "name the role itself, not a session of it (arn:aws:sts::...:assumed-role/...) or a user",
});

const namespace = matching(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, {
  allowed: "the name of a namespace: 1-63 lower-case letters, digits and hyphens",
  fix: "write the name as Kubernetes has it; no pattern",
});

// AWS states no limits; no cluster has more roles, and no role needs more namespaces.
const roles = 100;
const namespaces = 50;

const grant = z.object({
  /** EKS' access policy; AmazonEKSClusterAdminPolicy makes an administrator. */
  policy: z.enum(accessPolicies),
  /** Namespaces that the policy holds for. Default: none, which stands for the whole cluster. */
  namespaces: z.array(namespace).max(namespaces).default([]),
});

/** Who may do what in a cluster, by role. */
export const clusterAccess = atMost(z.record(role, grant), roles);

export type ClusterAccess = z.output<typeof clusterAccess>;
