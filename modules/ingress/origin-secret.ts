import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Password } from "@cdktf/provider-random/lib/password";
import { Construct } from "constructs";

export interface OriginSecretProps {
  /** First part of the name: `techally` gives `techally/origin-verify`. */
  readonly namePrefix: string;
  /** Regions that get a copy under the same name. */
  readonly replicaRegions: readonly string[];
  /** Days for which a deleted secret can be brought back: 0, or 7 to 30. */
  readonly recoveryWindowDays: number;
}

/**
 * What CloudFront says and load balancers listen for, so that requests for the sites come through CloudFront alone
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html).
 */
export class OriginSecret extends Construct {
  readonly arn: string;
  readonly value: string;

  constructor(scope: Construct, id: string, props: OriginSecretProps) {
    super(scope, id);
    // Load balancers read * and ? in a header's expected value as wildcards.
    const password = new Password(this, "origin_verify", { length: 64, special: false });
    const secret = new SecretsmanagerSecret(new Construct(this, "secret"), "origin_verify", {
      name: `${props.namePrefix}/origin-verify`,
      description: "Header value by which load balancers know requests that came through CloudFront",
      recoveryWindowInDays: props.recoveryWindowDays,
      replica: props.replicaRegions.map((region) => ({ region })),
      forceOverwriteReplicaSecret: props.replicaRegions.length > 0 ? true : undefined,
    });
    new SecretsmanagerSecretVersion(new Construct(this, "version"), "origin_verify", {
      secretId: secret.id,
      secretString: password.result,
    });
    this.arn = secret.arn;
    this.value = password.result;
  }
}
