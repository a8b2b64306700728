import { foundationOf } from "../../../src/assembly/account";
import { loadEnvironments } from "../../../src/config";
import { environments as inputs } from "../../fixtures/environments";
import { synthProduction } from "../../support/changed-environments";

const environments = loadEnvironments(inputs);
const [production, staging] = environments as [(typeof environments)[number], (typeof environments)[number]];

const roles = { plan: "techally-staging-terraform-plan", apply: "techally-staging-terraform-apply" };

test("an environment has what the owner of its account makes for it", () => {
  expect(foundationOf(staging, environments, "cloud")).toEqual({
    permissionsBoundary: "techally-staging-boundary",
    terraformRoles: roles,
  });
  expect(foundationOf(staging, environments, "s3").terraformRoles).toEqual(roles);
});

test("a trial with local state starts with any stack, and finds nothing", () => {
  expect(foundationOf(staging, environments, "local")).toEqual({});
});

test("where no environment owns the account, nobody makes anything", () => {
  expect(foundationOf(staging, [staging], "cloud")).toEqual({});
  const elsewhere = [
    { ...production, accountId: "111122223333" },
    { ...staging, accountId: "444455556666" },
  ] as const;
  expect(foundationOf(elsewhere[1], elsewhere, "cloud")).toEqual({});
});

test("with state in S3 and no repository, there are no roles of Terraform's", () => {
  const owner = { ...production, delivery: { ...production.delivery, repository: undefined } };
  expect(foundationOf(staging, [owner, staging], "s3")).toEqual({ permissionsBoundary: "techally-staging-boundary" });
  expect(foundationOf(staging, [owner, staging], "cloud").terraformRoles).toEqual(roles);
});

describe("with local state", () => {
  const local = { state: { backend: "local" } };
  const cluster = (changes: object = {}) =>
    synthProduction({ ...local, ...changes }, ["production-cluster"])["production-cluster"];

  test("people alone are let into the cluster", () => {
    const stack = cluster();
    expect(stack?.names("aws_eks_access_entry")).toEqual(["role_platform_admin"]);
    expect(stack?.resource("aws_iam_role", "velero")).not.toHaveProperty("permissions_boundary");
  });

  test("where no administrator is listed, whoever creates the cluster is one", () => {
    const access = { developers: { policy: "AmazonEKSEditPolicy" } };
    const relaxed = { name: "preview", safeguards: "relaxed", cluster: { access } };
    const stack = synthProduction({ ...local, ...relaxed }, ["preview-cluster"])["preview-cluster"];
    expect(stack?.resource("aws_eks_cluster", "main").access_config).toMatchObject({
      bootstrap_cluster_creator_admin_permissions: true,
    });
  });
});
