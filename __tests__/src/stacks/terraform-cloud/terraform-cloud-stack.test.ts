import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { TerraformOutput, type TerraformStack } from "cdktf";
import type { CloudSection } from "../../../../src/config/sections/state";
import { TerraformCloudStack } from "../../../../src/stacks/terraform-cloud/terraform-cloud-stack";
import { provenTerraform } from "../../../../src/versions";
import type { StackJson } from "../../../support/stack-json";
import { synthApp, TestStack } from "../../../support/synth";

const connection = { repository: "acme/platform", branch: "synthesized", oauthTokenId: "ot-1" };

/** What the stack makes of two environments: `qa` has roles and two stacks that share a value, `lab` has one stack. */
function synth(changes: Partial<CloudSection> = {}, sources = true): StackJson {
  const cloud: CloudSection = { organization: "acme", workspacePrefix: "shop", agents: true, teams: true, ...changes };
  const state = { backend: "cloud", ...cloud } as const;
  const stacks = synthApp((app) => {
    const delivery = new TestStack(app, "qa-delivery", { state, environment: "qa" });
    new TerraformOutput(delivery, "plan_role_arns", { value: { qa: "arn:plan" } });
    new TerraformOutput(delivery, "apply_role_arns", { value: { qa: "arn:apply" } });
    const network = new TestStack(app, "qa-network", { state, environment: "qa" });
    const { arn } = new SqsQueue(network, "jobs", { name: "jobs" });
    new SqsQueue(new TestStack(app, "qa-data", { state, environment: "qa" }), "copies", { name: arn });
    new TestStack(app, "lab-network", { state, environment: "lab" });
    new TestStack(app, "bootstrap", { environment: "shared" });
    const roleSources = new Map<string, TerraformStack>(sources ? [["qa", delivery]] : []);
    new TerraformCloudStack(app, "terraform-cloud", { cloud, roleSources });
  });
  return stacks["terraform-cloud"] as StackJson;
}

const plain = synth();

describe("workspaces", () => {
  test("one for each stack whose state is in Terraform Cloud, its own included", () => {
    const names = ["lab_network", "qa_data", "qa_delivery", "qa_network", "terraform_cloud"];
    expect(plain.names("tfe_workspace")).toEqual(names);
    expect(plain.names("tfe_workspace_settings")).toEqual(names);
    expect(plain.resource("tfe_workspace", "qa_data")).toEqual({
      name: "shop-qa-data",
      terraform_version: provenTerraform,
      auto_apply: false,
      queue_all_runs: false,
    });
  });

  test("outputs are for the stacks that take values, and for nobody else", () => {
    const consumers = (name: string) => plain.resource("tfe_workspace_settings", name).remote_state_consumer_ids;
    expect(consumers("qa_network")).toEqual(["${tfe_workspace.qa_data.id}"]);
    expect(consumers("qa_delivery")).toEqual(["${tfe_workspace.terraform_cloud.id}"]);
    expect(consumers("qa_data")).toEqual([]);
    for (const name of plain.names("tfe_workspace_settings")) {
      expect(plain.resource("tfe_workspace_settings", name).global_remote_state).toBe(false);
    }
  });

  test("runs are remote, except of the stack itself", () => {
    const modes = plain
      .names("tfe_workspace_settings")
      .map((name) => [name, plain.resource("tfe_workspace_settings", name).execution_mode]);
    expect(Object.fromEntries(modes)).toEqual({
      lab_network: "remote",
      qa_data: "remote",
      qa_delivery: "remote",
      qa_network: "remote",
      terraform_cloud: "local",
    });
  });

  test("those that exist before the stack can be applied are taken over", () => {
    expect(plain.root.import).toEqual([
      { to: "tfe_workspace.qa_delivery", id: "acme/shop-qa-delivery" },
      { to: "tfe_workspace.terraform_cloud", id: "acme/shop-terraform-cloud" },
    ]);
  });

  test("a project and a host of one's own", () => {
    const json = synth({ project: "Web shop", hostname: "tfe.acme.com" });
    expect(json.data("tfe_project", "project")).toEqual({ name: "Web shop" });
    expect(json.resource("tfe_workspace", "lab_network").project_id).toBe("${data.tfe_project.project.id}");
    expect(json.root.provider).toEqual({ tfe: [{ organization: "acme", hostname: "tfe.acme.com" }] });
  });
});

describe("runs from a repository", () => {
  const json = synth({ vcs: connection });

  test("each workspace watches the folder of its stack, and waits for its first run", () => {
    const folder = "cdktf.out/stacks/qa-data";
    expect(json.resource("tfe_workspace", "qa_data")).toMatchObject({
      working_directory: folder,
      trigger_patterns: [`${folder}/**`],
      file_triggers_enabled: true,
      queue_all_runs: false,
      vcs_repo: { identifier: "acme/platform", branch: "synthesized", oauth_token_id: "ot-1" },
    });
    expect(json.resource("tfe_workspace", "terraform_cloud")).not.toHaveProperty("vcs_repo");
  });

  test("an apply starts runs of the stacks that take values from it", () => {
    expect(json.names("tfe_run_trigger")).toEqual(["qa_data_after_qa_network"]);
    expect(json.resource("tfe_run_trigger", "qa_data_after_qa_network")).toEqual({
      workspace_id: "${tfe_workspace.qa_data.id}",
      sourceable_id: "${tfe_workspace.qa_network.id}",
    });
    expect(plain.names("tfe_run_trigger")).toEqual([]);
  });

  test("through the GitHub App", () => {
    const { oauthTokenId: _, ...rest } = connection;
    const app = synth({ vcs: { ...rest, githubAppInstallationId: "ghain-1" } });
    expect(app.resource("tfe_workspace", "qa_data").vcs_repo).toEqual({
      identifier: "acme/platform",
      branch: "synthesized",
      github_app_installation_id: "ghain-1",
    });
  });
});

describe("credentials of AWS", () => {
  test("an environment's workspaces plan with one role and apply with another", () => {
    const read = (output: string) => `\${data.terraform_remote_state.qa_delivery.outputs.${output}.qa}`;
    const variable = { category: "env", variable_set_id: "${tfe_variable_set.qa.id}" };
    expect(plain.root.resource?.tfe_variable).toEqual({
      qa_provider_auth: { ...variable, key: "TFC_AWS_PROVIDER_AUTH", value: "true" },
      qa_plan_role: { ...variable, key: "TFC_AWS_PLAN_ROLE_ARN", value: read("plan_role_arns") },
      qa_apply_role: { ...variable, key: "TFC_AWS_APPLY_ROLE_ARN", value: read("apply_role_arns") },
    });
    expect(plain.resource("tfe_variable_set", "qa").name).toBe("shop-qa");
    expect(plain.names("tfe_workspace_variable_set")).toEqual(["qa_data", "qa_delivery", "qa_network"]);
  });

  test("none where no stack holds an environment's roles", () => {
    const json = synth({}, false);
    expect(json.names("tfe_variable_set")).toEqual([]);
    expect(json.root.data).toBeUndefined();
  });
});

describe("teams", () => {
  test("one that plans and one that applies, in the workspaces of their environment", () => {
    expect(plain.names("tfe_team")).toEqual(["lab_apply", "lab_plan", "qa_apply", "qa_plan"]);
    expect(plain.resource("tfe_team", "qa_plan").name).toBe("shop-qa-plan");
    const grants = (team: string) =>
      plain.names("tfe_team_access").filter((name) => {
        return plain.resource("tfe_team_access", name).team_id === `\${tfe_team.${team}.id}`;
      });
    expect(grants("qa_plan")).toEqual(["qa_data_plan", "qa_delivery_plan", "qa_network_plan"]);
    expect(grants("lab_apply")).toEqual(["lab_network_apply"]);
    const [permissions] = plain.resource("tfe_team_access", "qa_data_plan").permissions as Record<string, unknown>[];
    const cannot = { variables: "none", sentinel_mocks: "none", workspace_locking: false, run_tasks: false };
    expect(permissions).toEqual({ runs: "plan", state_versions: "read-outputs", ...cannot });
    expect(plain.resource("tfe_team_access", "qa_data_apply").permissions).toEqual([{ ...permissions, runs: "apply" }]);
  });

  test("none may change Terraform Cloud itself, nor do tokens stand in a state", () => {
    expect(plain.text).not.toContain("organization_access");
    expect(plain.names("tfe_team_access").filter((name) => name.startsWith("terraform_cloud"))).toEqual([]);
    expect(plain.names("tfe_team_token")).toEqual([]);
    expect(plain.names("tfe_agent_token")).toEqual([]);
  });

  test("left out where the edition has none", () => {
    const json = synth({ teams: false });
    expect([json.names("tfe_team"), json.names("tfe_team_access")]).toEqual([[], []]);
    expect(json.outputs).not.toHaveProperty("teams");
  });
});
