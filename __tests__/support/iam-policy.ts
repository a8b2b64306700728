import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

type Statement = DataAwsIamPolicyDocumentStatement;

/** A call as IAM judges it: what is done, to what, and what is known of both. */
export interface Call {
  readonly action: string;
  /** ARN of what it touches. Default: something that no pattern but * fits. */
  readonly on?: string;
  /** Condition keys with their values. Default: none. */
  readonly with?: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * Whether statements allow a call, by the rules of
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html, as far as the project's
 * policies use them. Operators that it does not know are an error.
 */
export function allows(statements: readonly Statement[], call: Call): boolean {
  const hits = statements.filter((statement) => applies(statement, call));
  return hits.some(({ effect }) => effect !== "Deny") && hits.every(({ effect }) => effect !== "Deny");
}

function applies(statement: Statement, call: Call): boolean {
  const { on = "arn:aws:none:::none" } = call;
  const conditions = statement.condition ?? [];
  if (!Array.isArray(conditions)) throw new Error("conditions are not a list");
  return (
    listed(statement.actions, statement.notActions, call.action) &&
    listed(statement.resources, statement.notResources, on) &&
    conditions.every(({ test, variable, values }) => holds(test, values, valuesOf(call, variable)))
  );
}

function valuesOf(call: Call, variable: string): readonly string[] {
  const value = call.with?.[variable] ?? [];
  return typeof value === "string" ? [value] : value;
}

function listed(patterns: readonly string[] | undefined, others: readonly string[] | undefined, text: string): boolean {
  return patterns ? matchesAny(patterns, text) : !matchesAny(others ?? [], text);
}

function matchesAny(patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => {
    const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(text);
  });
}

function holds(test: string, wanted: readonly string[], given: readonly string[]): boolean {
  const like = (value: string) => matchesAny(wanted, value);
  switch (test) {
    case "StringEquals":
      return given.some((value) => wanted.includes(value));
    case "StringNotEquals":
      return !given.some((value) => wanted.includes(value));
    case "Null":
      return wanted.includes(String(given.length === 0));
    case "ForAllValues:StringLike":
      return given.every(like);
    case "ForAnyValue:StringNotLike":
      return given.some((value) => !like(value));
    default:
      throw new Error(`no idea what ${test} means; add it here`);
  }
}
