import { Password } from "@cdktf/provider-random/lib/password";
import { Construct } from "constructs";

/**
 * The platform's generated credentials
 * (https://registry.terraform.io/providers/hashicorp/random/latest/docs/resources/password).
 *
 * They are letters and digits only: RDS refuses / " @ and spaces, ElastiCache most symbols, and a URL needs no escapes
 * then. Length makes up for it: 32 such characters are 190 bits.
 */
export class GeneratedPasswords extends Construct {
  /** Password of the database's master user. */
  readonly database: string;
  /** Password of the cache; ElastiCache takes up to 128 characters. */
  readonly redisAuth: string;
  /** Key that signs JSON web tokens; 64 characters are more than the 256 bits that HS256 asks for. */
  readonly jwt: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const add = (name: string, length: number) => new Password(this, name, { length, special: false }).result;
    this.database = add("db_password", 32);
    this.redisAuth = add("redis_auth", 64);
    this.jwt = add("jwt", 64);
  }
}
