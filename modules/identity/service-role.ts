import type {
  DataAwsIamPolicyDocumentStatement,
  DataAwsIamPolicyDocumentStatementCondition,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { Construct } from "constructs";
import { Role } from "./role";

export interface ServiceRoleProps {
  /** Name of the role; unique in the account, at most 64 characters. */
  readonly name: string;
  readonly description: string;
  /** Service principal that assumes the role, such as `vpc-flow-logs.amazonaws.com`. */
  readonly service: string;
  /**
   * What the service does to assume the role.
   * @default - `sts:AssumeRole`; EKS pod identities need `sts:TagSession` too
   */
  readonly trustActions?: readonly string[];
  /**
   * Account on whose behalf the service must act; keeps other accounts from using the service against this one
   * (https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html).
   * @default - not checked, for services that do not send it
   */
  readonly sourceAccount?: string;
  /**
   * What else must hold for the service to assume the role.
   * @default - nothing
   */
  readonly trustConditions?: readonly DataAwsIamPolicyDocumentStatementCondition[];
  /**
   * What the role may do.
   * @default - only what the managed policies allow
   */
  readonly statements?: readonly DataAwsIamPolicyDocumentStatement[];
  /**
   * Policies that AWS maintains, by name with their path, such as `service-role/AmazonRDSEnhancedMonitoringRole`.
   * @default - none
   */
  readonly managedPolicies?: readonly string[];
}

/** A role for one AWS service, with its own permissions inline. */
export class ServiceRole extends Construct {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const { sourceAccount, trustActions = ["sts:AssumeRole"], managedPolicies = [] } = props;
    const conditions = [
      ...(sourceAccount ? [{ test: "StringEquals", variable: "aws:SourceAccount", values: [sourceAccount] }] : []),
      ...(props.trustConditions ?? []),
    ];
    const role = new Role(this, id, {
      name: props.name,
      description: props.description,
      trust: {
        actions: [...trustActions],
        principals: [{ type: "Service", identifiers: [props.service] }],
        condition: conditions.length > 0 ? conditions : undefined,
      },
      statements: props.statements,
      managedPolicyArns: Object.fromEntries(
        managedPolicies.map((policy) => [snakeCase(policy), `arn:aws:iam::aws:policy/${policy}`]),
      ),
    });
    this.arn = role.arn;
    this.name = role.name;
  }
}

/** `service-role/AmazonRDSEnhancedMonitoringRole` as part of an address: `amazon_rds_enhanced_monitoring_role`. */
function snakeCase(policy: string): string {
  const name = policy.slice(policy.lastIndexOf("/") + 1);
  return name
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll("-", "_")
    .toLowerCase();
}
