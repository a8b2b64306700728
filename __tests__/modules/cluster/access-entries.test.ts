import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { AccessEntries } from "../../../modules/cluster/access-entries";
import { synthConstruct } from "../../support/synth";

const synth = (adminRoleArns: readonly string[]) =>
  synthConstruct((stack) => {
    new AccessEntries(stack, "access", { clusterName: "shop", adminRoleArns });
  });

const arn = "arn:aws:iam::123456789012:role/team/Platform-Admin";

test("each role administers the whole cluster", () => {
  const stack = synth([arn]);
  const name = "admin_123456789012_team_platform_admin";
  expect(stack.text).toHaveResource(EksAccessEntry);
  expect(stack.resource("aws_eks_access_entry", name)).toEqual({
    cluster_name: "shop",
    principal_arn: arn,
    type: "STANDARD",
  });
  expect(stack.resource("aws_eks_access_policy_association", name)).toEqual({
    cluster_name: "shop",
    principal_arn: `\${aws_eks_access_entry.${name}.principal_arn}`,
    policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
    access_scope: { type: "cluster" },
  });
});

test("an entry's address does not depend on the others", () => {
  const other = "arn:aws:iam::123456789012:role/other";
  expect(synth([other, arn]).names("aws_eks_access_entry")).toEqual(synth([arn, other]).names("aws_eks_access_entry"));
});

test("nobody is listed, nobody is let in", () => {
  expect(synth([]).addresses).toEqual([]);
});

test("roles whose names differ in a sign alone are both let in", () => {
  const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
  expect(synth([role("ops.admin"), role("ops-admin")]).names("aws_eks_access_entry")).toEqual([
    "admin_123456789012_ops_admin",
    expect.stringMatching(/^admin_123456789012_ops_admin_[0-9a-f]{8}$/),
  ]);
});
