import { fixtureStack, fixtureStacks } from "../support/stack-json";

const data = fixtureStack("production-data");
const standby = fixtureStack("production-dr-data");

/** A secret's content with Terraform's references in place. */
function content(stack: typeof data, name: string): Record<string, unknown> {
  return JSON.parse(String(stack.resource("aws_secretsmanager_secret_version", name).secret_string));
}

describe("§4.1 secrets that services read", () => {
  test("database-credentials has the key url", () => {
    expect(data.resource("aws_secretsmanager_secret", "database_credentials").name).toBe(
      "techally/database-credentials",
    );
    expect(content(data, "database_credentials")).toEqual({
      url:
        "postgresql://techally_admin:${random_password.db_password.result}@${aws_db_instance.primary.address}" +
        ":5432/techally?sslmode=require",
      username: "techally_admin",
      password: "${random_password.db_password.result}",
      host: "${aws_db_instance.primary.address}",
      port: 5432,
      dbname: "techally",
    });
  });

  test("auth-secrets has the key jwt-secret", () => {
    expect(data.resource("aws_secretsmanager_secret", "auth_secrets").name).toBe("techally/auth-secrets");
    expect(content(data, "auth_secrets")).toEqual({ "jwt-secret": "${random_password.jwt.result}" });
  });

  test("redis-credentials has URLs with TLS and their parts", () => {
    const group = "aws_elasticache_replication_group.redis";
    expect(data.resource("aws_secretsmanager_secret", "redis_credentials").name).toBe("techally/redis-credentials");
    expect(content(data, "redis_credentials")).toEqual({
      url: `rediss://:\${random_password.redis_auth.result}@\${${group}.primary_endpoint_address}:6379`,
      reader_url: `rediss://:\${random_password.redis_auth.result}@\${${group}.reader_endpoint_address}:6379`,
      auth_token: "${random_password.redis_auth.result}",
      primary_endpoint: `\${${group}.primary_endpoint_address}`,
      reader_endpoint: `\${${group}.reader_endpoint_address}`,
      port: 6379,
    });
  });
});

describe("§9.2 secrets in the standby region", () => {
  test.each(["database_master", "redis_credentials", "auth_secrets"])("%s has a copy there", (name) => {
    expect(data.resource("aws_secretsmanager_secret", name).replica).toEqual([{ region: "us-west-2" }]);
  });

  test("the URL of the primary has none", () => {
    expect(data.resource("aws_secretsmanager_secret", "database_credentials")).not.toHaveProperty("replica");
  });

  test("the standby's own URL names its replica, with the credentials read from the copy in its region", () => {
    const output = "data.terraform_remote_state.production_data.outputs.aws_secretsmanager_secret_database_master_arn";
    expect(standby.data("aws_secretsmanager_secret_version", "database_master").secret_id).toBe(
      `\${replace(${output}, ":us-east-1:", ":us-west-2:")}`,
    );
    const master = "jsondecode(data.aws_secretsmanager_secret_version.database_master.secret_string)";
    expect(content(standby, "database_credentials").url).toBe(
      `postgresql://\${${master}.username}:\${${master}.password}@\${aws_db_instance.standby_replica.address}` +
        ":5432/techally?sslmode=require",
    );
  });

  test("its Redis has the primary's password and endpoints of its own", () => {
    const token = "${jsondecode(data.aws_secretsmanager_secret_version.redis_credentials.secret_string).auth_token}";
    expect(standby.resource("aws_elasticache_replication_group", "redis").auth_token).toBe(token);
    expect(content(standby, "redis_credentials")).toMatchObject({
      auth_token: token,
      primary_endpoint: "${aws_elasticache_replication_group.redis.primary_endpoint_address}",
    });
  });
});

describe("secrets between stacks", () => {
  test.each(fixtureStacks().filter((name) => name.endsWith("-data")))("%s puts none into an output", (name) => {
    const values = Object.values(fixtureStack(name).outputs).map((output) => String(output.value));
    for (const value of values) expect(value).toMatch(/\.(arn|id)}$/);
  });
});
