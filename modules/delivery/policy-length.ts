import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

/** Characters of a managed policy, blanks aside (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). */
export const managedPolicyCharacters = 6144;

/** Characters of all inline policies of a role together, blanks aside. */
export const inlinePolicyCharacters = 10_240;

/** The characters that IAM counts of a policy, as Terraform's provider writes it. */
export function policyLength(statements: readonly DataAwsIamPolicyDocumentStatement[]): number {
  const written = statements.map((statement) => ({
    Sid: statement.sid,
    Effect: statement.effect ?? "Allow",
    Action: flat(statement.actions),
    NotAction: flat(statement.notActions),
    Resource: flat(statement.resources),
    NotResource: flat(statement.notResources),
    Condition: conditionsOf(statement),
  }));
  // An account's id has 12 digits, however it is written here.
  const text = JSON.stringify({ Version: "2012-10-17", Statement: written }).replaceAll(/\$\{[^}]*\}/g, "123456789012");
  return text.replaceAll(/\s/g, "").length;
}

/** A single value stands without a list. */
function flat(values: readonly string[] | undefined): string | readonly string[] | undefined {
  return values?.length === 1 ? values[0] : values;
}

function conditionsOf({ condition }: DataAwsIamPolicyDocumentStatement): object | undefined {
  if (!Array.isArray(condition) || condition.length === 0) return undefined;
  const result: Record<string, Record<string, unknown>> = {};
  for (const { test, variable, values } of condition) {
    result[test] = { ...result[test], [variable]: flat(values) };
  }
  return result;
}
