import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";

export interface RoleProps {
  /** Name of the role; unique in the account, at most 64 characters. */
  readonly name: string;
  readonly description: string;
  /** Who may assume the role, and under which conditions. */
  readonly trust: DataAwsIamPolicyDocumentStatement;
  /**
   * What the role may do, as an inline policy.
   * @default - only what the managed policies allow
   */
  readonly statements?: readonly DataAwsIamPolicyDocumentStatement[];
  /**
   * ARNs of policies that AWS maintains, by the last part of their attachment's name in Terraform.
   * @default - none
   */
  readonly managedPolicyArns?: Readonly<Record<string, string>>;
  /**
   * ARN of the policy that limits what the role's own policies can allow
   * (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html).
   * @default - no limit
   */
  readonly permissionsBoundary?: string;
  /**
   * How long a session of the role may last, in seconds, 3600-43200.
   * @default - 3600
   */
  readonly maxSessionDuration?: number;
}

/** What every IAM role of the platform is made of: trust, permissions of its own, policies that AWS maintains. */
export class Role extends Construct {
  readonly arn: string;
  readonly name: string;

  /** @param id - name of the role in Terraform, and first part of the names of its documents */
  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id);
    const { statements = [] } = props;
    const trust = new DataAwsIamPolicyDocument(this, `${id}_trust`, { statement: [props.trust] });
    const role = new IamRole(this, id, {
      name: props.name,
      description: props.description,
      assumeRolePolicy: trust.json,
      permissionsBoundary: props.permissionsBoundary,
      maxSessionDuration: props.maxSessionDuration,
    });
    this.arn = role.arn;
    this.name = role.name;
    if (statements.length > 0) {
      const permissions = new DataAwsIamPolicyDocument(this, `${id}_permissions`, { statement: [...statements] });
      new IamRolePolicy(new Construct(this, "inline_policy"), id, {
        name: "permissions",
        role: role.id,
        policy: permissions.json,
      });
    }
    for (const [name, policyArn] of Object.entries(props.managedPolicyArns ?? {})) {
      new IamRolePolicyAttachment(this, `${id}_${name}`, { role: role.name, policyArn });
    }
  }
}
