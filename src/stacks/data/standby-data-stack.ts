import { DataAwsSecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-secret-version";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { Redis } from "../../../modules/cache/redis";
import { RedisSecondary } from "../../../modules/cache/redis-secondary";
import { DatabaseFoundation } from "../../../modules/database/database-foundation";
import { DatabaseKey } from "../../../modules/database/database-key";
import { StandbyReplica, type StandbyReplicaProps } from "../../../modules/database/standby-replica";
import { postgresContent, redisContent } from "../../../modules/secrets/connections";
import { JsonSecret, recoveryWindowDays } from "../../../modules/secrets/json-secret";
import { replicaArn } from "../../../modules/secrets/replica-arn";
import { type PlatformSecretNames, platformSecretNames, type SecretContent } from "../../config/names";
import { ports } from "../../contracts";
import { BaseStack } from "../base-stack";
import type { Region } from "../region";
import { instanceProps, type RegionalDataProps, replicationGroupProps, standaloneProps } from "./data-props";
import type { DataStack } from "./data-stack";

/** The sizes of the replica, and when a change of them is made. */
export type StandbyReplicaSettings = Pick<
  StandbyReplicaProps,
  "instanceClass" | "multiAz" | "applyImmediately" | "finalSnapshot"
>;

export interface StandbyDataStackProps extends RegionalDataProps {
  /** The primary region, with the data that this region has copies of. */
  readonly primary: Pick<Region, "region"> & {
    readonly data: Pick<
      DataStack,
      | "primaryArn"
      | "databaseMasterSecretArn"
      | "redisSecretArn"
      | "authSecretArn"
      | "replicationGroupId"
      | "secretNames"
    >;
  };
  /** Sizes of the replica; the failover runbook, not Terraform, promotes it. */
  readonly replica: StandbyReplicaSettings;
}

/**
 * The standby region's database, cache and secrets (INF-001 §1.1, §9): a replica of the primary that can be promoted,
 * the primary's automated backups, and a Redis.
 *
 * The Redis is of the primary's shape and empty, which is what a cache can afford; the applications there have one to
 * work with from the first minute. With `cache.globalDatastore` it is a copy of the primary's instead. That is not the
 * default: the datastore is created through the primary region, so this stack could not be planned while that region is
 * away; a member refuses most changes; and creating one fails with some combinations of arguments
 * (https://github.com/hashicorp/terraform-provider-aws/issues/24854). Datastore and copy are both in this stack, so that
 * it can be destroyed before the primary's. Turning the setting replaces the standby's Redis, hence nothing protects it.
 *
 * Credentials are read from the copies of the primary's secrets in this region, which are there when the primary is not.
 */
export class StandbyDataStack extends BaseStack {
  readonly replicaIdentifier: string;
  /** ARN of this region's key of databases and caches. */
  readonly databaseKeyArn: string;
  /** ARNs of the secrets in this region. */
  readonly databaseSecretArn: string;
  readonly redisSecretArn: string;
  readonly authSecretArn: string;
  readonly replicationGroupId: string;
  /** Identifier of the global datastore that the cache is a member of; `undefined` when it stands alone. */
  readonly globalReplicationGroupId: string | undefined;
  readonly secretNames: PlatformSecretNames;

  constructor(scope: Construct, id: string, props: StandbyDataStackProps) {
    super(scope, id, props);
    this.addRandomProvider();
    const { namePrefix, database } = props;
    const primary = props.primary.data;
    const key = new DatabaseKey(this, "key", { namePrefix, preventDestroy: database.deletionProtection });
    this.databaseKeyArn = key.arn;
    this.replicaIdentifier = `${namePrefix}-replica`;
    const replica = this.addReplica(props, key.arn);

    const copies = new Construct(this, "copies");
    const readCopy = (name: string, arn: string) => new CopiedSecret(copies, name, this.copyOf(arn, props));
    const master = readCopy("database_master", primary.databaseMasterSecretArn);
    const authToken = readCopy("redis_credentials", primary.redisSecretArn).read(
      "auth_token" satisfies keyof SecretContent<"redis-credentials">,
    );
    this.authSecretArn = this.copyOf(primary.authSecretArn, props);

    const redis = this.addRedis(props, key.arn, authToken);
    this.replicationGroupId = redis.replicationGroupId;
    this.globalReplicationGroupId = redis instanceof RedisSecondary ? redis.globalReplicationGroupId : undefined;

    const own = platformSecretNames(namePrefix);
    this.secretNames = {
      ...primary.secretNames,
      "database-credentials": own["database-credentials"],
      "redis-credentials": own["redis-credentials"],
    };
    const secrets = new Construct(this, "secrets");
    const window = recoveryWindowDays(database.deletionProtection);
    this.databaseSecretArn = new JsonSecret(secrets, "database_credentials", {
      name: this.secretNames["database-credentials"],
      description: "URL of the standby region's PostgreSQL replica, and its parts",
      content: postgresContent({
        username: master.read("username"),
        password: master.read("password"),
        host: replica.instance.address,
        port: ports.postgres,
        databaseName: database.name,
      }) satisfies SecretContent<"database-credentials">,
      recoveryWindowDays: window,
    }).arn;
    this.redisSecretArn = new JsonSecret(secrets, "redis_credentials", {
      name: this.secretNames["redis-credentials"],
      description: "URLs of the standby region's Redis, and their parts",
      content: redisContent({
        ...redis.endpoints,
        authToken,
        port: ports.redis,
      }) satisfies SecretContent<"redis-credentials">,
      recoveryWindowDays: window,
    }).arn;
  }

  private addReplica(props: StandbyDataStackProps, kmsKeyArn: string): StandbyReplica {
    const shared = instanceProps(props);
    return new StandbyReplica(this, "standby_replica", {
      ...shared,
      foundation: new DatabaseFoundation(this, "foundation", { ...shared, accountId: this.callerAccountId }),
      identifier: this.replicaIdentifier,
      ...props.replica,
      primaryArn: props.primary.data.primaryArn,
      replicatedBackupRetentionDays: props.database.crossRegionBackupRetentionDays,
      kmsKeyArn,
    });
  }

  private addRedis(props: StandbyDataStackProps, kmsKeyArn: string, authToken: string): Redis | RedisSecondary {
    const shared = { ...replicationGroupProps(props), kmsKeyArn };
    if (!props.cache.globalDatastore) {
      // Nothing that is in it is missed.
      const unprotected = { deletionProtection: false, finalSnapshot: false };
      return new Redis(this, "redis", { ...shared, ...standaloneProps(props), authToken, ...unprotected });
    }
    return new RedisSecondary(this, "redis", {
      ...shared,
      primaryReplicationGroupId: props.primary.data.replicationGroupId,
      primaryProvider: this.providerIn(props.primary.region, "primary"),
    });
  }

  private copyOf(arn: string, { primary, region }: StandbyDataStackProps): string {
    return replicaArn(arn, primary.region, region);
  }
}

/** This region's copy of a secret that holds a JSON object. */
class CopiedSecret extends Construct {
  private readonly content: unknown;

  constructor(scope: Construct, id: string, arn: string) {
    super(scope, `${id}-copy`);
    const version = new DataAwsSecretsmanagerSecretVersion(this, id, { secretId: arn });
    this.content = Fn.jsondecode(version.secretString);
  }

  read(key: string): string {
    return Token.asString(Fn.lookup(this.content, key));
  }
}
