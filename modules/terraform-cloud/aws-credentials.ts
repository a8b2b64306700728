import { Variable } from "@cdktf/provider-tfe/lib/variable";
import { VariableSet } from "@cdktf/provider-tfe/lib/variable-set";
import { WorkspaceVariableSet } from "@cdktf/provider-tfe/lib/workspace-variable-set";
import { Construct } from "constructs";
import type { StackWorkspace } from "./stack-workspace";

export interface AwsCredentialsProps {
  /** Name of the variable set. */
  readonly setName: string;
  /** Role that runs take on to plan. */
  readonly planRoleArn: string;
  /** Role that runs take on to apply. */
  readonly applyRoleArn: string;
  /** By the last part of the attachment's name in Terraform. */
  readonly workspaces: ReadonlyMap<string, StackWorkspace>;
}

/**
 * Lets runs sign in to AWS without keys, with one role to plan and another to apply
 * (https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration).
 */
export class AwsCredentials extends Construct {
  /** @param id - first part of the resources' names in Terraform */
  constructor(scope: Construct, id: string, props: AwsCredentialsProps) {
    super(scope, id);
    const set = new VariableSet(this, id, {
      name: props.setName,
      description: "Roles of AWS that runs take on",
      global: false,
    });
    const variables = {
      provider_auth: { key: "TFC_AWS_PROVIDER_AUTH", value: "true" },
      plan_role: { key: "TFC_AWS_PLAN_ROLE_ARN", value: props.planRoleArn },
      apply_role: { key: "TFC_AWS_APPLY_ROLE_ARN", value: props.applyRoleArn },
    };
    for (const [name, variable] of Object.entries(variables)) {
      new Variable(this, `${id}_${name}`, { ...variable, category: "env", variableSetId: set.id });
    }
    const attachments = new Construct(this, "attachments");
    for (const [name, { workspaceId }] of props.workspaces) {
      new WorkspaceVariableSet(attachments, name, { variableSetId: set.id, workspaceId });
    }
  }
}
