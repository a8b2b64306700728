import { terraformCloudTrust } from "../../../modules/identity/terraform-cloud-trust";

const props = { providerArn: "arn:provider", hostname: "app.terraform.io" };
const runs = { organization: "acme", workspaces: ["acme-staging-*"], phase: "plan" } as const;

test("one phase of the runs of an organization's workspaces gets in, in any project", () => {
  expect(terraformCloudTrust({ ...props, runs })).toEqual({
    actions: ["sts:AssumeRoleWithWebIdentity"],
    principals: [{ type: "Federated", identifiers: ["arn:provider"] }],
    condition: [
      { test: "StringEquals", variable: "app.terraform.io:aud", values: ["aws.workload.identity"] },
      {
        test: "StringLike",
        variable: "app.terraform.io:sub",
        values: ["organization:acme:project:*:workspace:acme-staging-*:run_phase:plan"],
      },
    ],
  });
});

test("or in one project, at a host of one's own, but for workspaces whose names begin alike", () => {
  const { condition } = terraformCloudTrust({
    providerArn: "arn:provider",
    hostname: "tfe.acme.com",
    runs: { ...runs, project: "Web shop", except: ["acme-staging-eu-*"], phase: "apply" },
  });
  expect(condition).toEqual([
    { test: "StringEquals", variable: "tfe.acme.com:aud", values: ["aws.workload.identity"] },
    {
      test: "StringLike",
      variable: "tfe.acme.com:sub",
      values: ["organization:acme:project:Web shop:workspace:acme-staging-*:run_phase:apply"],
    },
    {
      test: "StringNotLike",
      variable: "tfe.acme.com:sub",
      values: ["organization:acme:project:Web shop:workspace:acme-staging-eu-*:run_phase:apply"],
    },
  ]);
});
