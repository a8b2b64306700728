import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

export interface SecretScope {
  readonly region: string;
  readonly accountId: string;
  /** First parts of the secrets' names: `techally` means `techally/*`. */
  readonly secretPrefixes: readonly string[];
}

/** Reading secrets by name (https://external-secrets.io/latest/provider/aws-secrets-manager/), and no others. */
export function externalSecretsPermissions(scope: SecretScope): DataAwsIamPolicyDocumentStatement[] {
  const inAccount = `${scope.region}:${scope.accountId}`;
  const secrets = scope.secretPrefixes.map((prefix) => `arn:aws:secretsmanager:${inAccount}:secret:${prefix}/*`);
  return [
    {
      sid: "ReadSecrets",
      actions: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
      resources: secrets,
    },
    {
      // Whichever key encrypts them: it is only used through Secrets Manager, and for these secrets.
      sid: "DecryptSecrets",
      actions: ["kms:Decrypt"],
      resources: [`arn:aws:kms:${inAccount}:key/*`],
      condition: [
        { test: "StringEquals", variable: "kms:ViaService", values: [`secretsmanager.${scope.region}.amazonaws.com`] },
        { test: "StringLike", variable: "kms:EncryptionContext:SecretARN", values: secrets },
      ],
    },
  ];
}
