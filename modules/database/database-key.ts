import { Construct } from "constructs";
import { CustomerKey } from "../encryption/customer-key";

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
    this.arn = new CustomerKey(this, "database", {
      alias: name,
      description: `Encrypts the databases and caches of ${props.namePrefix}`,
      tags: { Name: name },
      preventDestroy: props.preventDestroy ?? true,
    }).arn;
  }
}
