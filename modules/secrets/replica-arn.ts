import { Fn } from "cdktf";

/**
 * The ARN of a secret's copy in another region: the original's but for the region
 * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html). The copy is there when the
 * original's region is not.
 */
export function replicaArn(arn: string, region: string, replicaRegion: string): string {
  return Fn.replace(arn, `:${region}:`, `:${replicaRegion}:`);
}
