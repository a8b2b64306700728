import { imagePushPermissions } from "../../../modules/delivery/image-push-permissions";
import { GithubRole, type WorkflowRuns } from "../../../modules/identity/github-role";
import { synthConstruct } from "../../support/synth";

const arn = "arn:aws:ecr:us-east-1:111122223333:repository/web";

function synth(runs: WorkflowRuns, managedPolicyArns?: Record<string, string>) {
  return synthConstruct((scope) => {
    new GithubRole(scope, "github", {
      name: "acme-github",
      description: "Pushes",
      providerArn: "arn:provider",
      runs,
      statements: imagePushPermissions([arn]),
      managedPolicyArns,
    });
  });
}

describe("GithubRole", () => {
  test("trusts branches, tags and environments of one repository", () => {
    const stack = synth({ repository: "a/b", branches: ["main", "release/2"], tags: ["v*"], environments: ["live"] });
    expect(stack.data("aws_iam_policy_document", "github_trust").statement).toEqual([
      {
        actions: ["sts:AssumeRoleWithWebIdentity"],
        principals: [{ type: "Federated", identifiers: ["arn:provider"] }],
        condition: [
          {
            test: "StringEquals",
            variable: "token.actions.githubusercontent.com:aud",
            values: ["sts.amazonaws.com"],
          },
          {
            test: "StringLike",
            variable: "token.actions.githubusercontent.com:sub",
            values: [
              "repo:a/b:ref:refs/heads/main",
              "repo:a/b:ref:refs/heads/release/2",
              "repo:a/b:ref:refs/tags/v*",
              "repo:a/b:environment:live",
            ],
          },
        ],
      },
    ]);
    expect(stack.resource("aws_iam_role", "github")).toMatchObject({ name: "acme-github", description: "Pushes" });
    expect(stack.names("aws_iam_role_policy_attachment")).toEqual([]);
  });

  test("knows the numbers of repositories that have them", () => {
    const stack = synth({ repository: "a@1/b@2", branches: ["main"] });
    expect(JSON.stringify(stack.data("aws_iam_policy_document", "github_trust"))).toContain(
      '"repo:a@1/b@2:ref:refs/heads/main"',
    );
  });

  test("may have policies of AWS", () => {
    const stack = synth({ repository: "a/b", branches: ["main"] }, { read_only: "arn:read" });
    expect(stack.resource("aws_iam_role_policy_attachment", "github_read_only").policy_arn).toBe("arn:read");
  });

  test("refuses to be nobody's", () => {
    expect(() => synth({ repository: "a/b" })).toThrow(
      'runs: no branch, tag or environment of "a/b" may assume acme-github; allowed are any of the three; ' +
        "add one, or leave the role out",
    );
  });
});

test("pushing is for the given repositories; only the login is for the registry", () => {
  const [login, push] = imagePushPermissions([arn]);
  expect(login).toMatchObject({ actions: ["ecr:GetAuthorizationToken"], resources: ["*"] });
  expect(push?.resources).toEqual([arn]);
  expect(push?.actions?.filter((action) => /Delete|Policy|\*/.test(action))).toEqual([]);
});
