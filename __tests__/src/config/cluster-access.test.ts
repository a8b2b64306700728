import { loadEnvironments } from "../../../src/config";
import { production } from "../../fixtures/environments/production";
import { staging } from "../../fixtures/environments/staging";
import { productionWith } from "../../support/changed-environments";
import { problemsOf, problemsWith } from "../../support/problems";

const administrator = { policy: "AmazonEKSClusterAdminPolicy" };
const viewer = { policy: "AmazonEKSViewPolicy" };
const admin = { "platform-admin": administrator };

const withAccess = (access: object, changes: object = {}) =>
  problemsOf([productionWith({ ...changes, cluster: { access } })]);
const at = (path = "") => `production.cluster.access${path}`;

test("roles by name, with a path, and by ARN", () => {
  const access = {
    ...admin,
    "team/developers": { policy: "AmazonEKSEditPolicy", namespaces: ["production"] },
    "aws-reserved/sso.amazonaws.com/us-east-1/AWSReservedSSO_Support_0123456789abcdef": viewer,
    "arn:aws:iam::123456789012:role/auditors": { policy: "AmazonEKSAdminViewPolicy" },
  };
  expect(withAccess(access)).toEqual([]);
  expect(loadEnvironments([productionWith({ cluster: { access } })])[0]?.cluster.access).toMatchObject({
    "platform-admin": { namespaces: [] },
  });
});

const role =
  "the name of an IAM role, with its path if it has one, or its ARN, arn:aws:iam::123456789012:role/platform-admin";

test.each([
  ["arn:aws:sts::123456789012:assumed-role/admin/me", viewer, "", role],
  ["arn:aws:iam::123456789012:user/me", viewer, "", role],
  ["/team/admin", viewer, "", role],
  ["a".repeat(65), viewer, "", role],
  [
    "developers",
    { policy: "AmazonEKSAdmin" },
    ".policy",
    '"AmazonEKSClusterAdminPolicy", "AmazonEKSAdminPolicy", "AmazonEKSEditPolicy", "AmazonEKSViewPolicy", ' +
      '"AmazonEKSAdminViewPolicy"',
  ],
  [
    "developers",
    { ...viewer, namespaces: ["shop-*"] },
    ".namespaces[0]",
    "the name of a namespace: 1-63 lower-case letters, digits and hyphens",
  ],
  ["developers", { ...viewer, groups: ["devs"] }, ".groups", "only policy, namespaces"],
])("%s with %j is refused", (name, grant, path, allowed) => {
  expect(
    withAccess({ ...admin, [name]: grant }).map((problem) => [problem.path.endsWith(path), problem.allowed]),
  ).toEqual([[true, allowed]]);
});

test("strict safeguards want an administrator, so that people get in when Terraform does not", () => {
  const problem = {
    path: at(),
    allowed: "at least one role with the policy AmazonEKSClusterAdminPolicy, while safeguards are strict",
    fix: 'add the role of those who repair the cluster, { "platform-admin": { policy: "AmazonEKSClusterAdminPolicy" } }',
  };
  expect(withAccess({})).toEqual([{ ...problem, value: {} }]);
  expect(withAccess({ developers: viewer })).toEqual([expect.objectContaining(problem)]);
  expect(problemsOf([production, { ...staging, cluster: { ...staging.cluster, access: {} } }])).toEqual([]);
});

test("administrators of the cluster have no namespaces", () => {
  expect(withAccess({ "platform-admin": { ...administrator, namespaces: ["production"] } })).toEqual([
    {
      path: at('["platform-admin"].namespaces'),
      value: ["production"],
      allowed: "nothing, with AmazonEKSClusterAdminPolicy",
      fix: "remove it: the policy is for whole clusters; AmazonEKSAdminPolicy administers namespaces",
    },
  ]);
});

test("Terraform's own roles are let in without being listed", () => {
  const name = "techally-terraform-plan";
  expect(withAccess({ ...admin, [name]: viewer })).toEqual([
    {
      path: at('["techally-terraform-plan"]'),
      value: name,
      allowed: "any role but techally-terraform-plan and techally-terraform-apply",
      fix: "remove it: Terraform's own roles are let in anyway",
    },
  ]);
  const arn = `arn:aws:iam::123456789012:role/${name}`;
  expect(withAccess({ ...admin, [arn]: viewer }, { accountId: "123456789012" })).toHaveLength(1);
  expect(withAccess({ ...admin, [arn]: viewer }, { accountId: "210987654321" })).toEqual([]);
});

test("a role is let in once, whichever way it is named", () => {
  const arn = "arn:aws:iam::123456789012:role/platform-admin";
  expect(withAccess({ ...admin, [arn]: viewer }, { accountId: "123456789012" })).toEqual([
    {
      path: at(`["${arn}"]`),
      value: arn,
      allowed: "each role once",
      fix: "remove one of the two: platform-admin is the same role, whose name is unique in its account",
    },
  ]);
  expect(withAccess({ ...admin, "team/platform-admin": viewer })).toHaveLength(1);
  expect(withAccess({ ...admin, [arn]: viewer }, { accountId: "210987654321" })).toEqual([]);
});

test("adminRoleArns, which there was once, is refused with what to do instead", () => {
  const value = ["arn:aws:iam::123456789012:role/ops"];
  expect(problemsWith({ cluster: { adminRoleArns: value } })).toEqual([
    {
      path: "production.cluster.adminRoleArns",
      value,
      allowed: expect.stringMatching(/^only name, /),
      fix:
        'name each role under access, by the same ARN: { "<ARN>": { policy: "AmazonEKSClusterAdminPolicy" } } ' +
        "(docs/cluster-access.md)",
    },
  ]);
});
