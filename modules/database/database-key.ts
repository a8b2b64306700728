import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";

export interface DatabaseKeyProps {
  /** First part of the alias: `techally` gives `alias/techally-database`. */
  readonly namePrefix: string;
  /**
   * Refuses to destroy the key: without it, no backup can be read again.
   * @default true
   */
  readonly preventDestroy?: boolean;
}

/**
 * One region's key for everything that is stored by its databases and caches
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html). A key never leaves its region,
 * so a copy in another region is encrypted with the key that is there.
 */
export class DatabaseKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: DatabaseKeyProps) {
    super(scope, id);
    const name = `${props.namePrefix}-database`;
    const key = new KmsKey(this, "database", {
      description: `Encrypts the databases and caches of ${props.namePrefix}`,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      tags: { Name: name },
      lifecycle: { preventDestroy: props.preventDestroy ?? true },
    });
    new KmsAlias(new Construct(this, "alias"), "database", { name: `alias/${name}`, targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}
