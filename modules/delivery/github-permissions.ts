import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

/**
 * What `docker push` needs
 * (https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html), and the reading that lets it skip layers
 * which are there already.
 */
export function imagePushPermissions(repositoryArns: readonly string[]): DataAwsIamPolicyDocumentStatement[] {
  return [
    // A token is for the whole registry; what it allows is the next statement's.
    { sid: "LogIn", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      sid: "Push",
      actions: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:DescribeImages",
        "ecr:GetDownloadUrlForLayer",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      resources: [...repositoryArns],
    },
  ];
}

export interface PlanScope {
  readonly accountId: string;
  readonly regions: readonly string[];
  /** First parts of the names of the secrets that the plan reads. */
  readonly secretPrefixes: readonly string[];
  /**
   * Where the state is in S3: the region and alias of the key that encrypts it.
   * @default - the state is elsewhere
   */
  readonly stateKey?: { readonly region: string; readonly alias: string };
}

/** What a Terraform plan reads beside what AWS' policy `ReadOnlyAccess` allows: secrets, and state that is encrypted. */
export function planPermissions(scope: PlanScope): DataAwsIamPolicyDocumentStatement[] {
  const { accountId, regions, secretPrefixes, stateKey } = scope;
  return [
    {
      sid: "ReadSecrets",
      actions: ["secretsmanager:GetSecretValue"],
      resources: regions.flatMap((region) =>
        secretPrefixes.map((prefix) => `arn:aws:secretsmanager:${region}:${accountId}:secret:${prefix}/*`),
      ),
    },
    ...(stateKey
      ? [
          {
            sid: "ReadState",
            actions: ["kms:Decrypt"],
            resources: [`arn:aws:kms:${stateKey.region}:${accountId}:key/*`],
            condition: [
              { test: "ForAnyValue:StringEquals", variable: "kms:ResourceAliases", values: [stateKey.alias] },
            ],
          },
        ]
      : []),
  ];
}
