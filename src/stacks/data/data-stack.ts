import { Construct } from "constructs";
import { Redis } from "../../../modules/cache/redis";
import { DatabaseKey } from "../../../modules/database/database-key";
import { Postgres } from "../../../modules/database/postgres";
import { postgresContent, redisContent } from "../../../modules/secrets/connections";
import { GeneratedPasswords } from "../../../modules/secrets/generated-passwords";
import { JsonSecret, type JsonSecretProps, recoveryWindowDays } from "../../../modules/secrets/json-secret";
import { type PlatformSecretNames, platformSecretNames, type SecretContent, secretName } from "../../config/names";
import { ports } from "../../contracts";
import { engines } from "../../versions";
import { BaseStack } from "../base-stack";
import { instanceProps, type RegionalDataProps, replicationGroupProps, standaloneProps } from "./data-props";

export interface DataStackProps extends RegionalDataProps {
  /**
   * Region of the standby, which gets a copy of every secret that holds there too.
   * @default - no standby
   */
  readonly standbyRegion?: string;
}

/** The primary region's database, cache and secrets (INF-001 §5, §9.1). */
export class DataStack extends BaseStack {
  readonly primaryArn: string;
  readonly primaryIdentifier: string;
  readonly replicaIdentifiers: readonly string[];
  /** ARN of the key of databases and caches. */
  readonly databaseKeyArn: string;
  readonly databaseSecretArn: string;
  readonly databaseMasterSecretArn: string;
  readonly redisSecretArn: string;
  readonly authSecretArn: string;
  readonly replicationGroupId: string;
  /** Names of the secrets that services refer to. */
  readonly secretNames: PlatformSecretNames;

  constructor(scope: Construct, id: string, props: DataStackProps) {
    super(scope, id, props);
    this.addRandomProvider();
    const { namePrefix, database, cache } = props;
    const passwords = new GeneratedPasswords(this, "passwords");
    const key = new DatabaseKey(this, "key", { namePrefix, preventDestroy: database.deletionProtection });
    this.databaseKeyArn = key.arn;

    const postgres = new Postgres(this, "postgres", {
      accountId: this.callerAccountId,
      port: ports.postgres,
      ...instanceProps(props),
      engineVersion: engines.postgres.version,
      instanceClass: database.instanceClass,
      databaseName: database.name,
      username: database.masterUsername,
      password: passwords.database,
      allocatedStorage: database.allocatedStorage,
      multiAz: database.multiAz,
      finalSnapshot: database.finalSnapshot,
      kmsKeyArn: key.arn,
      replicaCount: database.replicas.count,
      replicaInstanceClass: database.replicas.instanceClass,
      replicatedElsewhere: props.standbyRegion !== undefined,
    });
    this.primaryArn = postgres.primaryArn;
    this.primaryIdentifier = postgres.primaryIdentifier;
    this.replicaIdentifiers = postgres.replicaIdentifiers;

    const redis = new Redis(this, "redis", {
      ...replicationGroupProps(props),
      ...standaloneProps(props),
      authToken: passwords.redisAuth,
      kmsKeyArn: key.arn,
      deletionProtection: cache.deletionProtection,
      finalSnapshot: cache.finalSnapshot,
      globalPrimary: cache.globalDatastore,
    });
    this.replicationGroupId = redis.replicationGroupId;

    this.secretNames = platformSecretNames(namePrefix);
    const secrets = new Construct(this, "secrets");
    const window = recoveryWindowDays(database.deletionProtection);
    const addSecret = (secretId: string, secret: Omit<JsonSecretProps, "recoveryWindowDays">) =>
      new JsonSecret(secrets, secretId, { ...secret, recoveryWindowDays: window }).arn;
    const replicaRegions = props.standbyRegion === undefined ? undefined : [props.standbyRegion];
    const { masterUsername: username, name: databaseName } = database;

    // It names the primary's host, so the standby has a secret of its own.
    this.databaseSecretArn = addSecret("database_credentials", {
      name: this.secretNames["database-credentials"],
      description: "URL of the PostgreSQL primary, and its parts",
      content: postgresContent({
        username,
        password: passwords.database,
        host: postgres.host,
        port: ports.postgres,
        databaseName,
      }) satisfies SecretContent<"database-credentials">,
    });
    this.databaseMasterSecretArn = addSecret("database_master", {
      name: secretName(namePrefix, "database-master"),
      description: "Master user of PostgreSQL, the same in every region",
      content: { username, password: passwords.database },
      replicaRegions,
    });
    this.redisSecretArn = addSecret("redis_credentials", {
      name: this.secretNames["redis-credentials"],
      description: "URLs of Redis, and their parts",
      content: redisContent({
        ...redis.endpoints,
        authToken: passwords.redisAuth,
        port: ports.redis,
      }) satisfies SecretContent<"redis-credentials">,
      replicaRegions,
    });
    this.authSecretArn = addSecret("auth_secrets", {
      name: this.secretNames["auth-secrets"],
      description: "Key that signs JSON web tokens",
      content: { "jwt-secret": passwords.jwt } satisfies SecretContent<"auth-secrets">,
      replicaRegions,
    });
  }
}
