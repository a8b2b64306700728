import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

/** An environment as IAM can tell it from others of its account: by names, regions and tags. */
export interface AccountScope {
  readonly accountId: string;
  /** Value of the tag `Environment` on all that the environment's stacks create. */
  readonly environment: string;
  /** Regions in which they create it, us-east-1 for CloudFront included. */
  readonly regions: readonly string[];
  /** First parts of the names of roles and keys' aliases, without the hyphen that follows. */
  readonly namePrefixes: readonly string[];
  /** First parts of the names of secrets, without the slash that follows. */
  readonly secretPrefixes: readonly string[];
  readonly clusters: readonly string[];
  readonly buckets: readonly string[];
  /** The environment's domain; records are in it. */
  readonly domain: string;
  /** Name of the policy that bounds the environment's roles. */
  readonly boundary: string;
  /** Roles that are not of the environment's stacks although their names begin like those that are: people's. */
  readonly otherRoles: readonly string[];
  /** Buckets of others in the account, Terraform's states among them; a trailing * stands for any ending. */
  readonly otherBuckets: readonly string[];
}

export function boundaryArn({ accountId, boundary }: AccountScope): string {
  return `arn:aws:iam::${accountId}:policy/${boundary}`;
}

/** The roles of the environment's stacks. */
export function roleArns({ accountId, namePrefixes }: AccountScope): string[] {
  return namePrefixes.map((prefix) => `arn:aws:iam::${accountId}:role/${prefix}-*`);
}

/** Refuses whatever touches something that is tagged as another environment's. */
export function otherEnvironments(
  environments: readonly string[],
  which: Pick<DataAwsIamPolicyDocumentStatement, "actions" | "notActions">,
): DataAwsIamPolicyDocumentStatement {
  return {
    sid: "OtherEnvironments",
    effect: "Deny",
    ...which,
    resources: ["*"],
    condition: [
      // A comparison with a tag that is missing would hold.
      { test: "Null", variable: "aws:ResourceTag/Environment", values: ["false"] },
      { test: "StringNotEquals", variable: "aws:ResourceTag/Environment", values: [...environments] },
    ],
  };
}
