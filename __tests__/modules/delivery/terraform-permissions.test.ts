import { planPermissions, statePermissions } from "../../../modules/delivery/terraform-permissions";

const accountId = "111122223333";
const secrets = [
  { region: "us-east-1", name: "acme/auth-secrets" },
  { region: "us-west-2", name: "acme-dr/redis-credentials" },
];
const state = { bucket: "acme-state", region: "eu-west-1", keyAlias: "alias/acme-state", stacks: ["staging-*"] };
const key = {
  resources: ["arn:aws:kms:eu-west-1:111122223333:key/*"],
  condition: [{ test: "ForAnyValue:StringEquals", variable: "kms:ResourceAliases", values: ["alias/acme-state"] }],
};

describe("planPermissions", () => {
  test("a plan reads the values of its secrets, and of no other", () => {
    expect(planPermissions({ accountId, secrets }).filter(({ effect }) => effect !== "Deny")).toEqual([
      {
        sid: "ReadSecrets",
        actions: ["secretsmanager:GetSecretValue"],
        resources: [
          "arn:aws:secretsmanager:us-east-1:111122223333:secret:acme/auth-secrets-??????",
          "arn:aws:secretsmanager:us-west-2:111122223333:secret:acme-dr/redis-credentials-??????",
        ],
      },
    ]);
  });

  test("what users keep in the account stays theirs", () => {
    const denied = planPermissions({ accountId, secrets }).filter(({ effect }) => effect === "Deny");
    expect(denied.map(({ sid, resources, notResources }) => [sid, resources, notResources])).toEqual([
      ["NoContent", ["*"], undefined],
      ["NoParameters", undefined, ["arn:aws:ssm:*::parameter/aws/*"]],
      ["NoObjects", ["*"], undefined],
    ]);
    expect(denied.flatMap(({ actions }) => actions)).toEqual(
      expect.arrayContaining(["s3:GetObject", "sqs:ReceiveMessage", "logs:GetLogEvents", "ssm:GetParameter"]),
    );
  });

  test("with state in S3, it reads and decrypts its own states, and no other object", () => {
    const statements = planPermissions({ accountId, secrets, state });
    expect(statements.find(({ sid }) => sid === "ReadState")).toEqual({
      sid: "ReadState",
      actions: ["kms:Decrypt"],
      ...key,
    });
    expect(statements.find(({ sid }) => sid === "NoObjects")).toEqual({
      sid: "NoObjects",
      effect: "Deny",
      actions: ["s3:GetObject", "s3:GetObjectVersion"],
      notResources: ["arn:aws:s3:::acme-state/staging-*.tfstate"],
    });
  });

  test("states whose names begin alike are others'", () => {
    const except = ["staging-eu-*"];
    expect(planPermissions({ accountId, secrets, state: { ...state, except } }).at(-1)).toMatchObject({
      effect: "Deny",
      actions: expect.arrayContaining(["s3:GetObject", "s3:PutObject"]),
      resources: [
        "arn:aws:s3:::acme-state/staging-eu-*.tfstate",
        "arn:aws:s3:::acme-state/staging-eu-*.tfstate.tflock",
      ],
    });
  });
});

test("an apply writes its states, locks them, and removes nothing but the locks", () => {
  const statements = statePermissions(accountId, state);
  expect(statements).toEqual([
    { sid: "ListStates", actions: ["s3:ListBucket"], resources: ["arn:aws:s3:::acme-state"] },
    {
      sid: "WriteStates",
      actions: ["s3:GetObject", "s3:PutObject"],
      resources: ["arn:aws:s3:::acme-state/staging-*.tfstate"],
    },
    {
      sid: "LockStates",
      actions: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      resources: ["arn:aws:s3:::acme-state/staging-*.tfstate.tflock"],
    },
    { sid: "EncryptStates", actions: ["kms:Decrypt", "kms:GenerateDataKey"], ...key },
  ]);
  expect(statePermissions(accountId, { ...state, except: ["staging-eu-*"] })).toHaveLength(5);
});
