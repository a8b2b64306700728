import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { Construct } from "constructs";
import { identifiersOf } from "../addresses/identifiers";

export interface AccessEntriesProps {
  readonly clusterName: string;
  /** IAM roles that may do everything in the cluster, beside the one that created it. */
  readonly adminRoleArns: readonly string[];
}

/** Who may use the Kubernetes API (https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html). */
export class AccessEntries extends Construct {
  constructor(scope: Construct, id: string, props: AccessEntriesProps) {
    super(scope, id);
    const { clusterName } = props;
    for (const [principalArn, name] of identifiersOf(props.adminRoleArns, toName)) {
      const entry = new EksAccessEntry(this, name, { clusterName, principalArn, type: "STANDARD" });
      new EksAccessPolicyAssociation(new Construct(this, `${name}-policy`), name, {
        clusterName,
        principalArn: entry.principalArn,
        policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        accessScope: { type: "cluster" },
      });
    }
  }
}

/** `arn:aws:iam::123456789012:role/team/Platform-Admin` gives `admin_123456789012_team_platform_admin`. */
function toName(roleArn: string): string {
  const [account, ...role] = roleArn.split(":").slice(4).join("/").split("/");
  return ["admin", account, ...role.slice(1)].join("_").replaceAll(/\W/g, "_").toLowerCase();
}
