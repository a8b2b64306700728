import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { AccessEntries, type AccessGrant } from "../../../modules/cluster/access-entries";
import { synthConstruct } from "../../support/synth";

const synth = (access: Readonly<Record<string, AccessGrant>>) =>
  synthConstruct((stack) => {
    new AccessEntries(stack, "access", { clusterName: "shop", accountId: "111122223333", access });
  });

const administers = { policy: "AmazonEKSClusterAdminPolicy" };
const reads = { policy: "AmazonEKSViewPolicy" };
const foreign = "arn:aws:iam::123456789012:role/team/Platform-Admin";

test("a role that is named is the account's own, and its policy holds for the whole cluster", () => {
  const stack = synth({ "team/Platform-Admin": administers });
  const name = "role_team_platform_admin";
  expect(stack.text).toHaveResource(EksAccessEntry);
  expect(stack.resource("aws_eks_access_entry", name)).toEqual({
    cluster_name: "shop",
    principal_arn: "arn:aws:iam::111122223333:role/team/Platform-Admin",
    type: "STANDARD",
  });
  expect(stack.resource("aws_eks_access_policy_association", name)).toEqual({
    cluster_name: "shop",
    principal_arn: `\${aws_eks_access_entry.${name}.principal_arn}`,
    policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
    access_scope: { type: "cluster" },
  });
});

test("a role of another account goes by its ARN", () => {
  const entry = synth({ [foreign]: reads }).resource("aws_eks_access_entry", "role_123456789012_team_platform_admin");
  expect(entry.principal_arn).toBe(foreign);
});

test("an entry that was called after its role's ARN before is taken over, and not made a second time", () => {
  const { root } = synth({ [foreign]: administers, "platform-admin": administers });
  const to = "role_123456789012_team_platform_admin";
  const from = "admin_123456789012_team_platform_admin";
  expect(root.moved).toEqual([
    { from: `aws_eks_access_entry.${from}`, to: `aws_eks_access_entry.${to}` },
    { from: `aws_eks_access_policy_association.${from}`, to: `aws_eks_access_policy_association.${to}` },
  ]);
});

test("a policy may hold for namespaces alone", () => {
  const stack = synth({ developers: { policy: "AmazonEKSEditPolicy", namespaces: ["shop", "cart"] } });
  expect(stack.resource("aws_eks_access_policy_association", "role_developers")).toMatchObject({
    policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy",
    access_scope: { type: "namespace", namespaces: ["shop", "cart"] },
  });
});

test("an entry's address depends neither on the others nor on its policy", () => {
  const names = (access: Readonly<Record<string, AccessGrant>>) => synth(access).names("aws_eks_access_entry");
  expect(names({ other: reads, [foreign]: reads })).toEqual(names({ [foreign]: administers, other: administers }));
});

test("nobody is listed, nobody is let in", () => {
  expect(synth({}).addresses).toEqual([]);
});

test("roles whose names differ in a sign alone are both let in", () => {
  expect(synth({ "ops.admin": reads, "ops-admin": reads }).names("aws_eks_access_entry")).toEqual([
    "role_ops_admin",
    expect.stringMatching(/^role_ops_admin_[0-9a-f]{8}$/),
  ]);
});
