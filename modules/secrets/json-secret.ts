import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Construct } from "constructs";

export interface JsonSecretProps {
  /** Name of the secret; unique in its account and region. */
  readonly name: string;
  readonly description: string;
  /** Keys and values. A value may not hold quotes or backslashes: Terraform fills it in after JSON was written. */
  readonly content: Readonly<Record<string, string | number>>;
  /**
   * Regions with a copy of the secret
   * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html).
   * @default - none
   */
  readonly replicaRegions?: readonly string[];
  /**
   * Days in which a deleted secret can be brought back, 7-30, during which its name is taken; 0 deletes it at once.
   * @default 30
   */
  readonly recoveryWindowDays?: number;
}

/**
 * The recovery window of secrets that are as protected as their environment: where nothing is, it is created again under
 * the same names, so these must be free at once.
 */
export function recoveryWindowDays(deletionProtection: boolean): number {
  return deletionProtection ? 30 : 0;
}

/** A Secrets Manager secret with one JSON object, encrypted with the account's `aws/secretsmanager` key. */
export class JsonSecret extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: JsonSecretProps) {
    super(scope, id);
    const secret = new SecretsmanagerSecret(this, id, {
      name: props.name,
      description: props.description,
      recoveryWindowInDays: props.recoveryWindowDays ?? 30,
      replica: props.replicaRegions?.map((region) => ({ region })),
      tags: { Name: props.name },
    });
    new SecretsmanagerSecretVersion(new Construct(this, "version"), id, {
      secretId: secret.id,
      secretString: JSON.stringify(props.content),
    });
    this.arn = secret.arn;
  }
}
