import { problemsWith } from "../../support/problems";
import { inSecond, second, withSecond } from "../../support/service-changes";

describe("secrets", () => {
  const withReference = (reference: object) => withSecond({ secrets: { API_KEY: reference } });

  test("a secret that does not exist", () => {
    expect(withReference({ secret: "stripe", key: "api-key" })).toEqual([
      {
        path: inSecond("secrets.API_KEY.secret"),
        value: "stripe",
        allowed: "one of database-credentials, redis-credentials, auth-secrets",
        fix: "correct the name, or add stripe with its keys to secrets",
      },
    ]);
  });

  test("a key that the secret does not have", () => {
    expect(withReference({ secret: "auth-secrets", key: "jwt" })).toEqual([
      {
        path: inSecond("secrets.API_KEY.key"),
        value: "jwt",
        allowed: "a key of auth-secrets: jwt-secret",
        fix: "correct the key, or choose another secret",
      },
    ]);
  });

  test("a secret of the environment's own", () => {
    const service = { ...second, secrets: { API_KEY: { secret: "stripe", key: "api-key" } } };
    expect(problemsWith({ secrets: { stripe: ["api-key"] }, services: { "order-service": service } })).toEqual([]);
  });

  test("a secret that the platform keeps itself", () => {
    expect(problemsWith({ secrets: { "auth-secrets": ["jwt-secret"] } })).toEqual([
      {
        path: 'production.secrets["auth-secrets"]',
        value: ["jwt-secret"],
        allowed: "any name but database-credentials, redis-credentials, auth-secrets, database-master, origin-verify",
        fix: "rename it, or remove it: the platform keeps this secret itself",
      },
    ]);
  });

  test("a permission for a secret that does not exist", () => {
    const permissions = [{ actions: ["secretsmanager:GetSecretValue"], secret: "stripe" }];
    expect(withSecond({ permissions })).toEqual([
      {
        path: inSecond("permissions[0].secret"),
        value: "stripe",
        allowed: "one of database-credentials, redis-credentials, auth-secrets",
        fix: "correct the name, or add stripe with its keys to secrets",
      },
    ]);
  });

  test.each([
    ["nothing", {}],
    ["two things", { bucket: "media", resources: ["arn:aws:s3:::techally-orders"] }],
  ])("a permission that is about %s", (_, target) => {
    const permission = { actions: ["s3:GetObject"], ...target };
    expect(withSecond({ permissions: [permission] })).toEqual([
      {
        path: inSecond("permissions[0]"),
        value: permission,
        allowed: "exactly one of bucket, secret and resources",
        fix: "name what the actions are about, and give anything else an entry of its own",
      },
    ]);
  });

  test.each([
    ["sqs:SendMessage", { bucket: "media" }, "actions of s3, with bucket"],
    ["s3:GetObject", { secret: "auth-secrets" }, "actions of secretsmanager, with secret"],
  ])("%s does not go with %j", (action, target, allowed) => {
    expect(withSecond({ permissions: [{ actions: [action], ...target }] })).toEqual([
      {
        path: inSecond("permissions[0].actions[0]"),
        value: action,
        allowed,
        fix: "correct the action, or give it an entry of its own with the resources that it is about",
      },
    ]);
  });

  test("a variable with a bucket's name and another source", () => {
    const secrets = { MEDIA: { secret: "auth-secrets", key: "jwt-secret" } };
    const [inBuckets, inSecrets] = [
      withSecond({ buckets: { MEDIA: "media" }, environment: { MEDIA: "x" } }),
      withSecond({ buckets: { MEDIA: "media" }, secrets }),
    ];
    const fix = "keep one of the two: Kubernetes would silently take the last";
    const allowed = (owner: string) => `variables that are not among the service's ${owner}`;
    expect(inBuckets).toEqual([{ path: inSecond("environment.MEDIA"), value: "x", allowed: allowed("buckets"), fix }]);
    expect(inSecrets).toEqual([{ path: inSecond("buckets.MEDIA"), value: "media", allowed: allowed("secrets"), fix }]);
  });

  test("a variable with two sources", () => {
    const secrets = { API_KEY: { secret: "auth-secrets", key: "jwt-secret" } };
    expect(withSecond({ secrets, environment: { API_KEY: "x" } })).toEqual([
      {
        path: inSecond("environment.API_KEY"),
        value: "x",
        allowed: "variables that are not among the service's secrets",
        fix: "keep one of the two: Kubernetes would silently take the last",
      },
    ]);
  });
});
