import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

type Statement = DataAwsIamPolicyDocumentStatement;

/** Terraform states in S3. */
export interface StateScope {
  readonly bucket: string;
  /** Region of the bucket and of its key. */
  readonly region: string;
  /** Alias of the key that encrypts the states: `alias/<name>`. */
  readonly keyAlias: string;
  /** Names of the stacks whose states are meant; a * stands for anything. */
  readonly stacks: readonly string[];
  /**
   * Stacks whose states are not meant although their names fit.
   * @default - none
   */
  readonly except?: readonly string[];
}

export interface PlanScope {
  readonly accountId: string;
  /** The secrets that the plan reads, by region and name. */
  readonly secrets: readonly { readonly region: string; readonly name: string }[];
  /**
   * The states that the plan reads.
   * @default - the state is elsewhere
   */
  readonly state?: StateScope;
}

/**
 * What AWS' policy `ReadOnlyAccess` allows and no refresh reads: what is kept in the account, rather than how the account
 * is set up (https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ReadOnlyAccess.html).
 */
const contentReads = [
  "dynamodb:BatchGetItem",
  "dynamodb:GetItem",
  "dynamodb:PartiQLSelect",
  "dynamodb:Query",
  "dynamodb:Scan",
  "kinesis:GetRecords",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:GetLogRecord",
  "logs:GetQueryResults",
  "logs:StartLiveTail",
  "logs:StartQuery",
  "rds:DownloadCompleteDBLogFile",
  "rds:DownloadDBLogFilePortion",
  "sqs:ReceiveMessage",
];

const parameterReads = ["ssm:GetParameter", "ssm:GetParameterHistory", "ssm:GetParameters", "ssm:GetParametersByPath"];

/** What AWS publishes for everybody, such as the images of nodes. */
const publicParameters = "arn:aws:ssm:*::parameter/aws/*";

const objectReads = ["s3:GetObject", "s3:GetObjectVersion"];

/**
 * What a Terraform plan reads beside what AWS' policy `ReadOnlyAccess` allows, namely secrets and encrypted state, and
 * what of that policy is taken back: who may plan is not shown what the account's users keep in it.
 */
export function planPermissions({ accountId, secrets, state }: PlanScope): Statement[] {
  return [
    {
      sid: "ReadSecrets",
      actions: ["secretsmanager:GetSecretValue"],
      // https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html#iam-resources
      resources: secrets.map(
        ({ region, name }) => `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}-??????`,
      ),
    },
    ...(state ? [decrypt("ReadState", ["kms:Decrypt"], accountId, state)] : []),
    { sid: "NoContent", effect: "Deny", actions: contentReads, resources: ["*"] },
    { sid: "NoParameters", effect: "Deny", actions: parameterReads, notResources: [publicParameters] },
    {
      sid: "NoObjects",
      effect: "Deny",
      actions: objectReads,
      ...(state ? { notResources: statesOf(state) } : { resources: ["*"] }),
    },
    ...exceptionsOf(state),
  ];
}

/**
 * What Terraform does to states in S3 when it applies, and to the objects by which it locks them
 * (https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required).
 */
export function statePermissions(accountId: string, state: StateScope): Statement[] {
  const states = statesOf(state);
  const locks = states.map((arn) => `${arn}.tflock`);
  return [
    { sid: "ListStates", actions: ["s3:ListBucket"], resources: [`arn:aws:s3:::${state.bucket}`] },
    { sid: "WriteStates", actions: ["s3:GetObject", "s3:PutObject"], resources: states },
    { sid: "LockStates", actions: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], resources: locks },
    decrypt("EncryptStates", ["kms:Decrypt", "kms:GenerateDataKey"], accountId, state),
    ...exceptionsOf(state),
  ];
}

function decrypt(sid: string, actions: string[], accountId: string, { region, keyAlias }: StateScope): Statement {
  return {
    sid,
    actions,
    resources: [`arn:aws:kms:${region}:${accountId}:key/*`],
    condition: [{ test: "ForAnyValue:StringEquals", variable: "kms:ResourceAliases", values: [keyAlias] }],
  };
}

function statesOf({ bucket, stacks }: StateScope): string[] {
  return stacks.map((stack) => `arn:aws:s3:::${bucket}/${stack}.tfstate`);
}

function exceptionsOf(state: StateScope | undefined): Statement[] {
  const stacks = state?.except ?? [];
  if (!state || stacks.length === 0) return [];
  const arns = statesOf({ ...state, stacks });
  const resources = arns.flatMap((arn) => [arn, `${arn}.tflock`]);
  return [
    {
      sid: "OthersStates",
      effect: "Deny",
      actions: [...objectReads, "s3:DeleteObject", "s3:PutObject"],
      resources,
    },
  ];
}
