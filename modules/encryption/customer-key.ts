import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";

export interface CustomerKeyProps {
  /** Name of the key's alias, without `alias/`; unique in the account and region. */
  readonly alias: string;
  readonly description: string;
  /**
   * The key's policy as JSON; it has to hold `accountAdministration`, or nobody can change the key again.
   * @default - the account's IAM policies decide who may use the key
   */
  readonly policy?: string;
  /**
   * Refuses to destroy the key: without it, what it encrypts cannot be read again.
   * @default - Terraform's own: it is not refused
   */
  readonly preventDestroy?: boolean;
  /** @default - none */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Provider of the key's region.
   * @default - the stack's own
   */
  readonly provider?: AwsProvider;
}

/**
 * A customer managed key with an alias, which rotates once a year and can be brought back for 30 days after it was
 * deleted (https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#customer-mgn-key).
 */
export class CustomerKey extends Construct {
  readonly arn: string;

  /** @param id - name of the key and of its alias in Terraform */
  constructor(scope: Construct, id: string, props: CustomerKeyProps) {
    super(scope, id);
    const { provider, preventDestroy } = props;
    const key = new KmsKey(this, id, {
      provider,
      description: props.description,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: props.policy,
      tags: props.tags && { ...props.tags },
      lifecycle: preventDestroy === undefined ? undefined : { preventDestroy },
    });
    new KmsAlias(new Construct(this, "alias"), id, { provider, name: `alias/${props.alias}`, targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}

/** Name of the statement that AWS puts first in every key's policy. */
export const accountAdministrationSid = "EnableIAMUserPermissions";

/** Lets the account's IAM policies decide. A key without this is out of anyone's reach. */
export function accountAdministration(accountId: string): DataAwsIamPolicyDocumentStatement {
  return {
    sid: accountAdministrationSid,
    actions: ["kms:*"],
    resources: ["*"],
    principals: [{ type: "AWS", identifiers: [`arn:aws:iam::${accountId}:root`] }],
  };
}
