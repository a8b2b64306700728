import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

/** The audience of the tokens that Terraform Cloud gives to runs, unless a workspace says otherwise. */
export const terraformCloudAudience = "aws.workload.identity";

/** Runs in Terraform Cloud that get in, by what their token says about them. */
export interface TerraformCloudRuns {
  readonly organization: string;
  /**
   * Project that the workspaces are in.
   * @default - any project of the organization
   */
  readonly project?: string;
  /** Names of workspaces; a * stands for anything. */
  readonly workspaces: readonly string[];
  /**
   * Workspaces that do not get in although their names fit.
   * @default - none
   */
  readonly except?: readonly string[];
  readonly phase: "plan" | "apply";
}

export interface TerraformCloudTrustProps {
  /** ARN of the account's identity provider for the host. */
  readonly providerArn: string;
  /** Host of Terraform Cloud, or of a Terraform Enterprise installation. */
  readonly hostname: string;
  readonly runs: TerraformCloudRuns;
}

/**
 * Lets the runs of workspaces in, each phase of a run by itself
 * (https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration).
 */
export function terraformCloudTrust(props: TerraformCloudTrustProps): DataAwsIamPolicyDocumentStatement {
  const { providerArn, hostname, runs } = props;
  const { organization, project = "*", workspaces, except = [], phase } = runs;
  const subjects = (names: readonly string[]) =>
    names.map((name) => `organization:${organization}:project:${project}:workspace:${name}:run_phase:${phase}`);
  const others = { test: "StringNotLike", variable: `${hostname}:sub`, values: subjects(except) };
  return {
    actions: ["sts:AssumeRoleWithWebIdentity"],
    principals: [{ type: "Federated", identifiers: [providerArn] }],
    condition: [
      { test: "StringEquals", variable: `${hostname}:aud`, values: [terraformCloudAudience] },
      { test: "StringLike", variable: `${hostname}:sub`, values: subjects(workspaces) },
      ...(except.length > 0 ? [others] : []),
    ],
  };
}
