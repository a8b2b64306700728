import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";

export interface ServiceRoleProps {
  /** Name of the role; unique in the account. */
  readonly name: string;
  readonly description: string;
  /** Service principal that assumes the role, such as `vpc-flow-logs.amazonaws.com`. */
  readonly service: string;
  /**
   * Account on whose behalf the service must act; keeps other accounts from using the service against this one
   * (https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html).
   * @default - not checked, for services that do not send it
   */
  readonly sourceAccount?: string;
  /** What the role may do. */
  readonly statements: readonly DataAwsIamPolicyDocumentStatement[];
}

/** A role for one AWS service, with its permissions inline. */
export class ServiceRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const { sourceAccount } = props;
    const trust = new DataAwsIamPolicyDocument(this, `${id}_trust`, {
      statement: [
        {
          actions: ["sts:AssumeRole"],
          principals: [{ type: "Service", identifiers: [props.service] }],
          condition: sourceAccount
            ? [{ test: "StringEquals", variable: "aws:SourceAccount", values: [sourceAccount] }]
            : undefined,
        },
      ],
    });
    const role = new IamRole(this, id, {
      name: props.name,
      description: props.description,
      assumeRolePolicy: trust.json,
    });
    const permissions = new DataAwsIamPolicyDocument(this, `${id}_permissions`, { statement: [...props.statements] });
    new IamRolePolicy(new Construct(this, "inline"), id, {
      name: "permissions",
      role: role.id,
      policy: permissions.json,
    });
    this.arn = role.arn;
  }
}
