export const iamQuotas = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";

/** IAM's default quota for a role's trust policy, and what its inline policies may have together; in characters. */
export const longestPolicy = { trust: 2048, inline: 10_240 };

/** Stands for any account in policies that are measured. */
export const anyAccount = "123456789012";

/** A policy document as IAM counts it, without white space. */
export function policySize(statements: readonly object[]): number {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements }).length;
}
