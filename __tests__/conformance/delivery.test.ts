import { fixtureStack, fixtureStacks, type StackJson } from "../support/stack-json";

const delivery = fixtureStack("production-delivery");

describe("§4.1 image: xxx.dkr.ecr.us-east-1.amazonaws.com/auth-service:v1.0.0", () => {
  test("production has the repository, under this name, in this region", () => {
    expect(delivery.root.provider?.aws).toContainEqual(expect.objectContaining({ region: "us-east-1" }));
    const repository = delivery.resource("aws_ecr_repository", "auth_service");
    expect(repository).toMatchObject({ name: "auth-service", image_tag_mutability: "IMMUTABLE" });
    expect(repository).not.toHaveProperty("provider");
    expect(delivery.outputs.repository_urls?.value).toEqual({
      "auth-service": "${aws_ecr_repository.auth_service.repository_url}",
    });
  });

  test.each(["staging", "development"])("%s pulls the same images", (name) => {
    const stack = fixtureStack(`${name}-workloads`);
    expect(JSON.stringify(stack.resource("kubernetes_deployment_v1", "auth_service"))).toContain(
      '"image":"${data.aws_caller_identity.current.account_id}.dkr.ecr.us-east-1.amazonaws.com/auth-service:v1.0.0"',
    );
    expect(fixtureStacks()).not.toContain(`${name}-delivery`);
  });

  test("the standby region has a copy of every image", () => {
    expect(delivery.resource("aws_ecr_repository", "auth_service_replica")).toMatchObject({
      name: "auth-service",
      provider: "aws.us_west_2",
    });
    expect(delivery.resource("aws_ecr_replication_configuration", "registry")).toMatchObject({
      replication_configuration: {
        rule: [
          {
            destination: [{ region: "us-west-2", registry_id: "${data.aws_caller_identity.current.account_id}" }],
            repository_filter: [{ filter: "auth-service", filter_type: "PREFIX_MATCH" }],
          },
        ],
      },
    });
  });
});

describe("§1.2 technology stack: CI/CD by GitHub Actions", () => {
  test("GitHub's tokens are checked against one identity provider", () => {
    expect(delivery.resource("aws_iam_openid_connect_provider", "github")).toEqual({
      url: "https://token.actions.githubusercontent.com",
      client_id_list: ["sts.amazonaws.com"],
    });
  });

  test("workflows of one repository get in, for main and for releases", () => {
    expect(delivery.data("aws_iam_policy_document", "github_images_trust").statement).toEqual([
      {
        actions: ["sts:AssumeRoleWithWebIdentity"],
        principals: [{ type: "Federated", identifiers: ["${aws_iam_openid_connect_provider.github.arn}"] }],
        condition: [
          {
            test: "StringEquals",
            variable: "token.actions.githubusercontent.com:aud",
            values: ["sts.amazonaws.com"],
          },
          {
            test: "StringLike",
            variable: "token.actions.githubusercontent.com:sub",
            values: ["repo:techally/platform:ref:refs/heads/main", "repo:techally/platform:ref:refs/tags/v*"],
          },
        ],
      },
    ]);
  });

  test("they may push to the repositories, and nothing else", () => {
    const statements = delivery.data("aws_iam_policy_document", "github_images_permissions").statement as readonly {
      sid: string;
      actions: readonly string[];
      resources: readonly string[];
    }[];
    expect(statements.map(({ sid, resources }) => [sid, resources])).toEqual([
      ["LogIn", ["*"]],
      ["Push", ["${aws_ecr_repository.auth_service.arn}"]],
    ]);
    for (const action of statements.flatMap(({ actions }) => actions)) expect(action).toMatch(/^ecr:[A-Za-z]+$/);
    expect(delivery.names("aws_iam_role_policy_attachment").filter((name) => name.startsWith("github_"))).toEqual([]);
  });
});

test.each([
  "aws_ecr_registry_scanning_configuration",
  "aws_ecr_replication_configuration",
  "aws_iam_openid_connect_provider",
])("§1.2 %s, which an account has once, is in one environment", (type) => {
  const holders = fixtureStacks().filter((name) => fixtureStack(name).names(type).length > 0);
  expect(holders).toEqual(["production-delivery"]);
});

describe("the roles of every environment of the account", () => {
  const names = ["production", "staging", "development"];

  test("each has one that plans and one that applies", () => {
    for (const phase of ["plan", "apply"]) {
      expect(delivery.outputs[`${phase}_role_arns`]?.value).toEqual(
        Object.fromEntries(names.map((name) => [name, `\${aws_iam_role.${name}_terraform_${phase}.arn}`])),
      );
    }
  });

  test("a plan may read the secret values that its stacks' resources and data sources read, and no other", () => {
    for (const name of names) {
      const { statement } = delivery.data("aws_iam_policy_document", `${name}_terraform_plan_permissions`);
      const [first] = statement as { sid: string; resources: string[] }[];
      expect(first?.sid).toBe("ReadSecrets");
      const allowed = first?.resources.map((arn) =>
        arn.replace(/^arn:aws:secretsmanager:(.*?):.*:secret:(.*)-\?{6}$/, "$1 $2"),
      );
      expect(allowed?.toSorted()).toEqual(secretsReadBy(name).toSorted());
    }
  });

  /** Region and name of every secret whose value a refresh of the environment's stacks reads. */
  function secretsReadBy(environment: string): string[] {
    const stacks = fixtureStacks()
      .filter((name) => name.startsWith(`${environment}-`))
      .map((name) => fixtureStack(name).root);
    const secrets = stacks.flatMap((root) => namesOf(root, "resource", "aws_secretsmanager_secret"));
    const written = stacks.flatMap((root) =>
      Object.values(blocksOf(root, "resource", "aws_secretsmanager_secret_version")).map((block) => {
        const [, address] = /aws_secretsmanager_secret\.(\w+)\.id/.exec(String(block.secret_id)) ?? [];
        const secret = blocksOf(root, "resource", "aws_secretsmanager_secret")[String(address)];
        return `${regionOf(root, block)} ${secret?.name}`;
      }),
    );
    const read = stacks.flatMap((root) =>
      Object.values(blocksOf(root, "data", "aws_secretsmanager_secret_version")).map((block) => {
        const [, address] = /outputs\.aws_secretsmanager_secret_(\w+)_arn/.exec(String(block.secret_id)) ?? [];
        const name = secrets.find(
          (secret) => !secret.includes("-dr/") && secret.endsWith(`/${address?.replaceAll("_", "-")}`),
        );
        return `${regionOf(root, block)} ${name}`;
      }),
    );
    return [...new Set([...written, ...read])];
  }
});

type Root = StackJson["root"];
type Blocks = Record<string, Record<string, unknown>>;

function blocksOf(root: Root, kind: "resource" | "data", type: string): Blocks {
  return (root[kind]?.[type] ?? {}) as Blocks;
}

function namesOf(root: Root, kind: "resource" | "data", type: string): string[] {
  return Object.values(blocksOf(root, kind, type)).map(({ name }) => String(name));
}

/** Region of the provider that a block names, or of the stack's own. */
function regionOf(root: Root, { provider }: Record<string, unknown>): string {
  const providers = root.provider?.aws as { region: string; alias?: string }[];
  const alias = typeof provider === "string" ? provider.replace(/^aws\./, "") : undefined;
  return String(providers.find((one) => one.alias === alias)?.region);
}
