import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { postgresContent, redisContent } from "../../../modules/secrets/connections";
import { GeneratedPasswords } from "../../../modules/secrets/generated-passwords";
import { JsonSecret, type JsonSecretProps } from "../../../modules/secrets/json-secret";
import { synthConstruct } from "../../support/synth";

function synth(changes: Partial<JsonSecretProps> = {}) {
  return synthConstruct((stack) => {
    new RandomProvider(stack, "random");
    const { database } = new GeneratedPasswords(stack, "passwords");
    const content = { user: "me", password: database, port: 1 };
    new JsonSecret(stack, "it", { name: "acme/it", description: "It", content, ...changes });
  });
}

describe("JsonSecret", () => {
  test("holds JSON that stays JSON once Terraform has filled it in", () => {
    const version = synth().resource("aws_secretsmanager_secret_version", "it");
    expect(version).toEqual({
      secret_id: "${aws_secretsmanager_secret.it.id}",
      secret_string: '{"user":"me","password":"${random_password.db_password.result}","port":1}',
    });
  });

  test("can be recovered for 30 days, and has no copies by default", () => {
    const json = synth();
    expect(json.text).toHaveResource(SecretsmanagerSecret);
    expect(json.resource("aws_secretsmanager_secret", "it")).toEqual({
      name: "acme/it",
      description: "It",
      recovery_window_in_days: 30,
      tags: { Name: "acme/it" },
    });
  });

  test("recoveryWindowDays and replicaRegions", () => {
    const json = synth({ recoveryWindowDays: 0, replicaRegions: ["us-west-2", "eu-west-1"] });
    expect(json.resource("aws_secretsmanager_secret", "it")).toMatchObject({
      recovery_window_in_days: 0,
      replica: [{ region: "us-west-2" }, { region: "eu-west-1" }],
    });
  });
});

describe("GeneratedPasswords", () => {
  test.each([
    ["db_password", 32],
    ["redis_auth", 64],
    ["jwt", 64],
  ])("%s has %i letters and digits", (name, length) => {
    expect(synth().resource("random_password", name)).toEqual({ length, special: false });
  });
});

describe("connections", () => {
  test("a PostgreSQL URL insists on TLS", () => {
    const connection = { username: "u", password: "p", host: "h", port: 5432, databaseName: "d" };
    expect(postgresContent(connection).url).toBe("postgresql://u:p@h:5432/d?sslmode=require");
  });

  test("Redis URLs use TLS and the password without a user", () => {
    const content = redisContent({ authToken: "t", primaryEndpoint: "w", readerEndpoint: "r", port: 6379 });
    expect(content).toMatchObject({ url: "rediss://:t@w:6379", reader_url: "rediss://:t@r:6379" });
  });
});
