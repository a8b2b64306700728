import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Construct } from "constructs";
import { boundRoles } from "../../../modules/identity/permissions-boundary";
import { synthApp, synthConstruct, TestStack } from "../../support/synth";

const boundary = "arn:aws:iam::111122223333:policy/shop-boundary";

test("every role of a scope is bounded, wherever it is, but for one that has a boundary of its own", () => {
  const stack = synthConstruct((scope) => {
    new IamRole(new Construct(new Construct(scope, "a"), "b"), "deep", { assumeRolePolicy: "{}" });
    new IamRole(scope, "own", { assumeRolePolicy: "{}", permissionsBoundary: "arn:aws:iam::aws:policy/other" });
    boundRoles(scope, () => boundary);
  });
  expect(stack.resource("aws_iam_role", "deep").permissions_boundary).toBe(boundary);
  expect(stack.resource("aws_iam_role", "own").permissions_boundary).toBe("arn:aws:iam::aws:policy/other");
});

test("where there is no role, the boundary is not asked for", () => {
  const ask = jest.fn(() => boundary);
  synthConstruct((scope) => boundRoles(scope, ask));
  expect(ask).not.toHaveBeenCalled();
});

describe("a stack", () => {
  const synth = (permissionsBoundary?: string) =>
    synthApp((app) => {
      const stack = new TestStack(app, "test", { permissionsBoundary });
      new IamRole(stack, "worker", { assumeRolePolicy: "{}" });
    }).test;

  test("names the policy of the account that it is applied to", () => {
    expect(synth("shop-boundary")?.resource("aws_iam_role", "worker").permissions_boundary).toBe(
      "arn:aws:iam::${data.aws_caller_identity.current.account_id}:policy/shop-boundary",
    );
  });

  test("bounds nothing where it is told of no policy", () => {
    const stack = synth();
    expect(stack?.resource("aws_iam_role", "worker")).not.toHaveProperty("permissions_boundary");
    expect(stack?.root.data).toBeUndefined();
  });
});
