import { fixtureStack, fixtureStacks } from "../support/stack-json";

const operations = fixtureStack("production-operations");

describe("§4.1 image: xxx.dkr.ecr.us-east-1.amazonaws.com/auth-service:v1.0.0", () => {
  test("production has the repository, under this name, in this region", () => {
    expect(operations.root.provider?.aws).toContainEqual(expect.objectContaining({ region: "us-east-1" }));
    const repository = operations.resource("aws_ecr_repository", "auth_service");
    expect(repository).toMatchObject({ name: "auth-service", image_tag_mutability: "IMMUTABLE" });
    expect(repository).not.toHaveProperty("provider");
    expect(operations.outputs.repository_urls?.value).toEqual({
      "auth-service": "${aws_ecr_repository.auth_service.repository_url}",
    });
  });

  test.each(["staging", "development"])("%s pulls the same images", (name) => {
    const stack = fixtureStack(`${name}-operations`);
    expect(stack.names("aws_ecr_repository")).toEqual([]);
    expect(stack.outputs.repository_urls?.value).toEqual({
      "auth-service": "${data.aws_caller_identity.current.account_id}.dkr.ecr.us-east-1.amazonaws.com/auth-service",
    });
  });

  test("the standby region has a copy of every image", () => {
    expect(operations.resource("aws_ecr_repository", "auth_service_replica")).toMatchObject({
      name: "auth-service",
      provider: "aws.us_west_2",
    });
    expect(operations.resource("aws_ecr_replication_configuration", "registry")).toMatchObject({
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
    expect(operations.resource("aws_iam_openid_connect_provider", "github")).toEqual({
      url: "https://token.actions.githubusercontent.com",
      client_id_list: ["sts.amazonaws.com"],
    });
  });

  test("workflows of one repository get in, for main and for releases", () => {
    expect(operations.data("aws_iam_policy_document", "github_images_trust").statement).toEqual([
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
    const statements = operations.data("aws_iam_policy_document", "github_images_permissions").statement as readonly {
      sid: string;
      actions: readonly string[];
      resources: readonly string[];
    }[];
    expect(statements.map(({ sid, resources }) => [sid, resources])).toEqual([
      ["LogIn", ["*"]],
      ["Push", ["${aws_ecr_repository.auth_service.arn}"]],
    ]);
    for (const action of statements.flatMap(({ actions }) => actions)) expect(action).toMatch(/^ecr:[A-Za-z]+$/);
    expect(operations.names("aws_iam_role_policy_attachment")).toEqual([]);
  });
});

test.each([
  "aws_ecr_registry_scanning_configuration",
  "aws_ecr_replication_configuration",
  "aws_iam_openid_connect_provider",
])("§1.2 %s, which an account has once, is in one environment", (type) => {
  const holders = fixtureStacks().filter((name) => fixtureStack(name).names(type).length > 0);
  expect(holders).toEqual(["production-operations"]);
});
