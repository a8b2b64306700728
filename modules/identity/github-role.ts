import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { Construct } from "constructs";
import { Role } from "./role";

/** Where GitHub's tokens come from, and what an identity provider in IAM is named after. */
export const githubIssuer = "token.actions.githubusercontent.com";

/** Workflow runs that get in, by what their token says about them. */
export interface WorkflowRuns {
  /** `owner/name`, or `owner@id/name@id`. */
  readonly repository: string;
  /**
   * Branches that they run for.
   * @default - none
   */
  readonly branches?: readonly string[];
  /**
   * Tags that they run for; a trailing * stands for any ending.
   * @default - none
   */
  readonly tags?: readonly string[];
  /**
   * GitHub environments that their jobs are in.
   * @default - none
   */
  readonly environments?: readonly string[];
}

export interface GithubRoleProps {
  /** Name of the role; unique in the account. */
  readonly name: string;
  readonly description: string;
  /** ARN of the account's identity provider for GitHub. */
  readonly providerArn: string;
  readonly runs: WorkflowRuns;
  readonly statements: readonly DataAwsIamPolicyDocumentStatement[];
  /**
   * ARNs of policies that AWS maintains.
   * @default - none
   */
  readonly managedPolicyArns?: Readonly<Record<string, string>>;
  /**
   * ARN of the policy that limits what the role's own policies can allow.
   * @default - no limit
   */
  readonly permissionsBoundary?: string;
}

/**
 * A role for the workflows of one GitHub repository, without a stored key
 * (https://docs.github.com/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws).
 *
 * @throws Error when no run at all would get in.
 */
export class GithubRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: GithubRoleProps) {
    super(scope, id);
    const subjects = subjectsOf(props.runs);
    if (subjects.length === 0) {
      throw new Error(
        `runs: no branch, tag or environment of ${JSON.stringify(props.runs.repository)} may assume ${props.name}; ` +
          "allowed are any of the three; add one, or leave the role out",
      );
    }
    this.arn = new Role(this, id, {
      name: props.name,
      description: props.description,
      trust: githubTrust(props.providerArn, subjects),
      statements: props.statements,
      managedPolicyArns: props.managedPolicyArns,
      permissionsBoundary: props.permissionsBoundary,
    }).arn;
  }
}

/** Lets workflow runs in by the subject of their tokens. */
export function githubTrust(providerArn: string, subjects: readonly string[]): DataAwsIamPolicyDocumentStatement {
  return {
    actions: ["sts:AssumeRoleWithWebIdentity"],
    principals: [{ type: "Federated", identifiers: [providerArn] }],
    condition: [
      { test: "StringEquals", variable: `${githubIssuer}:aud`, values: ["sts.amazonaws.com"] },
      { test: "StringLike", variable: `${githubIssuer}:sub`, values: [...subjects] },
    ],
  };
}

/** The subjects of the tokens of workflow runs. */
export function subjectsOf({ repository, branches = [], tags = [], environments = [] }: WorkflowRuns): string[] {
  return [
    ...branches.map((branch) => `ref:refs/heads/${branch}`),
    ...tags.map((tag) => `ref:refs/tags/${tag}`),
    ...environments.map((environment) => `environment:${environment}`),
  ].map((context) => `repo:${repository}:${context}`);
}
