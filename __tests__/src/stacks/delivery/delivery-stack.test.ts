import { imagePushPermissions } from "../../../../modules/delivery/image-push-permissions";
import { resourceTypesOf } from "../../../../src/assembly/delivery";
import { addStacks } from "../../../../src/assembly/stacks";
import { type EnvironmentInput, loadEnvironments } from "../../../../src/config";
import { readOfficeHours } from "../../../../src/lifecycle/office-hours";
import { SynthesizedStacks } from "../../../../src/pipeline/synthesized-stacks";
import { development, production, staging } from "../../../fixtures/environments";
import { fixtureOutput } from "../../../support/output-folder";
import { fixtureStack, type StackJson } from "../../../support/stack-json";
import { synthApp } from "../../../support/synth";

const s3 = { ...production.state, backend: "s3" } as const;
const github = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
const cloud = "arn:aws:iam::111122223333:oidc-provider/app.terraform.io";

/** The delivery stack of the first environment, which owns the account that all share. */
function synth(...inputs: [EnvironmentInput, ...EnvironmentInput[]]): StackJson {
  const name = `${inputs[0].name}-delivery`;
  return synthApp((app) => addStacks(app, loadEnvironments(inputs)), [name])[name] as StackJson;
}

function subjectsOf(stack: StackJson, role: string): unknown {
  const { statement } = stack.data("aws_iam_policy_document", `${role}_trust`);
  const [{ condition, principals }] = statement as [{ condition: object[]; principals: [{ identifiers: string[] }] }];
  return [principals[0].identifiers, ...condition];
}

function permissionsOf(stack: StackJson, role: string): Record<string, unknown>[] {
  return stack.data("aws_iam_policy_document", `${role}_permissions`).statement as Record<string, unknown>[];
}

/** Production in one region, for less to synthesize. */
const single = { ...production, disasterRecovery: undefined };

describe("image repositories", () => {
  const service = { image: { tag: "v1.0.0" }, ports: { http: 3002 }, namespace: "staging" };

  test("follow from the services of every environment of the account, each once", () => {
    const stack = synth(single, {
      ...staging,
      services: {
        ...staging.services,
        "order-service": service,
        worker: { ...service, image: { repository: "team/worker", tag: "v1" } },
        elsewhere: { ...service, image: { registry: "ghcr.io", repository: "acme/elsewhere", tag: "v1" } },
      },
    });
    expect(stack.names("aws_ecr_repository")).toEqual(["auth_service", "order_service", "team__worker"]);
    expect(stack.outputs.repository_urls?.value).toEqual({
      "auth-service": "${aws_ecr_repository.auth_service.repository_url}",
      "order-service": "${aws_ecr_repository.order_service.repository_url}",
      "team/worker": "${aws_ecr_repository.team__worker.repository_url}",
    });
  });

  test("are not there without services, and nobody may push", () => {
    const stack = synth({ ...production, services: {} });
    expect(stack.names("aws_ecr_repository")).toEqual([]);
    expect(stack.names("aws_ecr_replication_configuration")).toEqual([]);
    expect(stack.names("aws_iam_role")).not.toContain("github_images");
    expect(stack.outputs).not.toHaveProperty("push_role_arn");
  });

  test("of another account are another owner's", () => {
    const stack = synth(
      { ...single, accountId: "111122223333" },
      {
        ...staging,
        accountId: "444455556666",
        ownsAccount: true,
        delivery: production.delivery,
        services: { "order-service": service },
      },
    );
    expect(stack.names("aws_ecr_repository")).toEqual(["auth_service"]);
    expect(Object.keys(stack.outputs.plan_role_arns?.value as object)).toEqual(["production"]);
  });

  test("can be destroyed where safeguards are relaxed", () => {
    const owner = { ...staging, ownsAccount: true };
    expect(synth(owner).resource("aws_ecr_repository", "auth_service")).toMatchObject({
      force_delete: true,
      lifecycle: { prevent_destroy: false },
    });
  });
});

describe("identity providers", () => {
  test("that the account has are used", () => {
    const stack = synth({
      ...single,
      delivery: { ...production.delivery, identityProviderArn: github, terraformCloudProviderArn: cloud },
    });
    expect(stack.names("aws_iam_openid_connect_provider")).toEqual([]);
    expect(subjectsOf(stack, "github_images")).toContainEqual([github]);
    expect(subjectsOf(stack, "production_terraform_plan")).toContainEqual([cloud]);
  });

  test("are made otherwise, thumbprints left to IAM, for the host of Terraform Cloud", () => {
    const state = { backend: "cloud", cloud: { organization: "acme", hostname: "tfe.acme.com" } } as const;
    const stack = synth({ ...single, state }, { ...staging, state }, { ...development, state });
    expect(stack.root.resource?.aws_iam_openid_connect_provider).toMatchObject({
      github: { url: "https://token.actions.githubusercontent.com", client_id_list: ["sts.amazonaws.com"] },
      terraform_cloud_tfe_acme_com: { url: "https://tfe.acme.com", client_id_list: ["aws.workload.identity"] },
    });
    expect(stack.names("aws_iam_openid_connect_provider")).toEqual(["github", "terraform_cloud_tfe_acme_com"]);
    const provider = ["${aws_iam_openid_connect_provider.terraform_cloud_tfe_acme_com.arn}"];
    expect(subjectsOf(stack, "staging_terraform_plan")).toContainEqual(provider);
    expect(subjectsOf(stack, "development_terraform_apply")).toContainEqual(provider);
  });
});

describe("the roles of Terraform", () => {
  test("with Terraform Cloud, trust a phase of the runs of the environment's workspaces", () => {
    const stack = fixtureStack("production-delivery");
    for (const phase of ["plan", "apply"]) {
      expect(subjectsOf(stack, `staging_terraform_${phase}`)).toEqual([
        ["${aws_iam_openid_connect_provider.terraform_cloud.arn}"],
        { test: "StringEquals", variable: "app.terraform.io:aud", values: ["aws.workload.identity"] },
        {
          test: "StringLike",
          variable: "app.terraform.io:sub",
          values: [`organization:techally:project:*:workspace:techally-staging-*:run_phase:${phase}`],
        },
      ]);
    }
    expect(stack.resource("aws_iam_role", "staging_terraform_plan").name).toBe("techally-staging-terraform-plan");
    expect(stack.resource("aws_iam_role", "staging_terraform_apply")).toMatchObject({
      name: "techally-staging-terraform-apply",
      max_session_duration: 14_400,
    });
  });

  test("leave out another environment whose name begins alike", () => {
    const network = JSON.parse(JSON.stringify(staging.network).replaceAll("10.2.", "10.8."));
    const namesake = {
      ...development,
      network,
      name: "staging-eu",
      prefix: "techally-eu",
      dns: { domain: "eu.techally.com" },
      namespaces: { "staging-eu": {} },
      services: {},
    };
    const cloudState = synth(single, staging, namesake);
    const [, , , exceptions, ...others] = subjectsOf(cloudState, "staging_terraform_apply") as unknown[];
    expect(others).toEqual([]);
    expect(exceptions).toEqual({
      test: "StringNotLike",
      variable: "app.terraform.io:sub",
      values: ["organization:techally:project:*:workspace:techally-staging-eu-*:run_phase:apply"],
    });
    const inBucket = synth({ ...single, state: s3 }, { ...staging, state: s3 }, { ...namesake, state: s3 });
    for (const phase of ["plan", "apply"]) {
      expect(permissionsOf(inBucket, `staging_terraform_${phase}`).at(-1)).toMatchObject({
        effect: "Deny",
        resources: expect.arrayContaining(["arn:aws:s3:::techally-terraform-state/staging-eu-*.tfstate"]),
      });
    }
  });

  describe("with state in S3", () => {
    const own = { ...staging, state: s3, delivery: { ...staging.delivery, repository: "techally/staging" } };
    const stack = synth({ ...single, state: s3 }, own, { ...development, state: s3 });
    const subject = (role: string) => JSON.stringify(subjectsOf(stack, role));

    test("trust jobs in one GitHub environment each, of the environment's repository or the owner's", () => {
      expect(subject("production_terraform_plan")).toContain('["repo:techally/platform:environment:plan-production"]');
      expect(subject("production_terraform_apply")).toContain('["repo:techally/platform:environment:production"]');
      expect(subject("staging_terraform_plan")).toContain('["repo:techally/staging:environment:plan-staging"]');
      expect(subject("development_terraform_apply")).toContain('["repo:techally/platform:environment:development"]');
      expect(stack.names("aws_iam_openid_connect_provider")).toEqual(["github"]);
    });

    test("read and write the states of their environment", () => {
      expect(permissionsOf(stack, "staging_terraform_plan").find(({ sid }) => sid === "NoObjects")).toMatchObject({
        not_resources: ["arn:aws:s3:::techally-terraform-state/staging-*.tfstate"],
      });
      expect(permissionsOf(stack, "staging_terraform_apply").find(({ sid }) => sid === "WriteStates")).toMatchObject({
        resources: ["arn:aws:s3:::techally-terraform-state/staging-*.tfstate"],
      });
    });

    test("do not exist without a repository", () => {
      const without = synth({ ...single, state: s3, delivery: {} });
      expect(without.names("aws_iam_role")).toEqual([]);
      expect(without.outputs.plan_role_arns?.value).toEqual({});
    });
  });

  test("do not exist with local state", () => {
    const stack = synth({ ...single, state: { backend: "local" } });
    expect(stack.names("aws_iam_role")).toEqual(["github_images"]);
    expect(stack.names("aws_iam_openid_connect_provider")).toEqual(["github"]);
    expect(stack.outputs.apply_role_arns?.value).toEqual({});
  });

  test("read with AWS' policy", () => {
    const stack = fixtureStack("production-delivery");
    expect(stack.resource("aws_iam_role_policy_attachment", "staging_terraform_plan_read_only").policy_arn).toBe(
      "arn:aws:iam::aws:policy/ReadOnlyAccess",
    );
  });
});

describe("the roles that wake an environment", () => {
  const stack = fixtureStack("production-delivery");

  test("are there with Terraform Cloud, for environments that sleep", () => {
    expect(stack.outputs.wake_role_arns?.value).toEqual({
      development: "${aws_iam_role.development_github_wake.arn}",
      staging: "${aws_iam_role.staging_github_wake.arn}",
    });
    expect(stack.resource("aws_iam_role", "staging_github_wake")).toMatchObject({
      name: "techally-staging-github-wake",
      permissions_boundary: "${aws_iam_policy.staging_boundary.arn}",
    });
    const inBucket = synth({ ...single, state: s3 }, { ...staging, state: s3 });
    expect(inBucket.names("aws_iam_role").filter((name) => name.endsWith("wake"))).toEqual([]);
    expect(inBucket.outputs.wake_role_arns?.value).toEqual({});
    const without = synth({ ...single, delivery: {} }, { ...staging, delivery: {} });
    expect(without.names("aws_iam_role").filter((name) => name.endsWith("wake"))).toEqual([]);
  });

  test("trust jobs in the environment's own GitHub environment alone", () => {
    expect(subjectsOf(stack, "staging_github_wake")).toContainEqual({
      test: "StringLike",
      variable: "token.actions.githubusercontent.com:sub",
      values: ["repo:techally/platform:environment:staging"],
    });
  });

  test("may do what the scripts call, with what the schedules stop and nothing else", () => {
    const hours = readOfficeHours(new SynthesizedStacks(fixtureOutput()), "staging");
    const names = hours?.sleepers.map((one) =>
      one.kind === "database" ? `db:${one.name}` : `nodegroup/${one.cluster}/*`,
    );
    const [nodes, count, databases, ...others] = permissionsOf(stack, "staging_github_wake");
    expect(others).toEqual([]);
    expect(count).toMatchObject({ actions: ["autoscaling:DescribeAutoScalingGroups"], resources: ["*"] });
    expect(nodes).toMatchObject({ actions: ["eks:DescribeNodegroup", "eks:UpdateNodegroupConfig"] });
    expect(databases).toMatchObject({
      actions: ["rds:DescribeDBInstances", "rds:StartDBInstance", "rds:StopDBInstance"],
    });
    const resources = [nodes, databases].flatMap((statement) => statement?.resources as string[]);
    const beginning = /^arn:aws:(eks|rds):us-east-1:\$\{data\.aws_caller_identity\.current\.account_id\}:/;
    for (const arn of resources) expect(arn).toMatch(beginning);
    expect(resources.map((arn) => arn.replace(beginning, ""))).toEqual([...new Set(names)]);
  });
});

test("without a repository nobody may push", () => {
  const stack = synth({ ...single, delivery: {} });
  expect(stack.names("aws_iam_role")).toEqual(["production_terraform_apply", "production_terraform_plan"]);
  expect(stack.outputs).not.toHaveProperty("push_role_arn");
});

test("the types of an environment's resources and data sources are known, whatever the order of its stacks", () => {
  synthApp((app) => {
    addStacks(app, loadEnvironments([single, staging]));
    const types = resourceTypesOf(app, "staging");
    expect(types).toEqual([...new Set(types)].toSorted());
    expect(types).toEqual(
      expect.arrayContaining([
        "aws_caller_identity",
        "aws_eks_cluster",
        "aws_vpc",
        "helm_release",
        "kubernetes_manifest",
      ]),
    );
    expect(types).not.toContain("aws_ecr_repository");
    expect(resourceTypesOf(app, "production")).toContain("aws_ecr_repository");
  }, []);
});

test("what the policy that pushes images has beside ARNs is less than the rule about its length takes", () => {
  const statements = imagePushPermissions([]).map(({ sid, actions, resources }) => ({
    Sid: sid,
    Effect: "Allow",
    Action: actions,
    Resource: resources,
  }));
  expect(JSON.stringify({ Version: "2012-10-17", Statement: statements }).length).toBeLessThan(600);
});
