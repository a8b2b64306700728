import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { Construct } from "constructs";
import { identifiersOf, snakeCase } from "../addresses/identifiers";

/** What a role may do in a cluster. */
export interface AccessGrant {
  /**
   * Name of EKS' access policy, such as `AmazonEKSViewPolicy`
   * (https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html).
   */
  readonly policy: string;
  /**
   * Namespaces that the policy holds for.
   * @default - the whole cluster
   */
  readonly namespaces?: readonly string[];
}

export interface AccessEntriesProps {
  readonly clusterName: string;
  /** Account of the roles that are given by name. */
  readonly accountId: string;
  /** What roles may do, by their names or ARNs. EKS refuses roles that do not exist. */
  readonly access: Readonly<Record<string, AccessGrant>>;
}

/** Who may use the Kubernetes API (https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html). */
export class AccessEntries extends Construct {
  constructor(scope: Construct, id: string, props: AccessEntriesProps) {
    super(scope, id);
    const { clusterName, accountId } = props;
    const names = identifiersOf(Object.keys(props.access), toName);
    for (const [role, { policy, namespaces = [] }] of Object.entries(props.access)) {
      const name = String(names.get(role));
      const entry = new EksAccessEntry(this, name, {
        clusterName,
        principalArn: role.startsWith("arn:") ? role : `arn:aws:iam::${accountId}:role/${role}`,
        type: "STANDARD",
      });
      const association = new EksAccessPolicyAssociation(new Construct(this, `${name}-policy`), name, {
        clusterName,
        principalArn: entry.principalArn,
        policyArn: `arn:aws:eks::aws:cluster-access-policy/${policy}`,
        accessScope: namespaces.length > 0 ? { type: "namespace", namespaces: [...namespaces] } : { type: "cluster" },
      });
      const earlier = earlierName(role);
      if (earlier === undefined) continue;
      // Made anew, it would meet the one that is there, and EKS takes no second entry for a role.
      entry.moveFromId(`${EksAccessEntry.tfResourceType}.${earlier}`);
      association.moveFromId(`${EksAccessPolicyAssociation.tfResourceType}.${earlier}`);
    }
  }
}

/**
 * `team/Platform-Admin` gives `role_team_platform_admin`, and `arn:aws:iam::123456789012:role/ops` gives
 * `role_123456789012_ops`.
 */
function toName(role: string): string {
  return snakeCase(`role_${role.replace(/^arn:aws:iam::(\d+):role\//, "$1_")}`);
}

/**
 * What an entry was called when all were administrators', by their ARNs:
 * `arn:aws:iam::123456789012:role/team/Platform-Admin` was `admin_123456789012_team_platform_admin`.
 */
function earlierName(role: string): string | undefined {
  const [, account, name] = /^arn:aws:iam::(\d+):role\/(.+)$/.exec(role) ?? [];
  return name === undefined ? undefined : `admin_${account}_${name}`.replaceAll(/\W/g, "_").toLowerCase();
}
