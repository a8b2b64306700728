import { addTerraformCloud } from "../../../src/assembly/terraform-cloud";
import { loadEnvironments, resolveState } from "../../../src/config";
import { draftEnvironments } from "../../support/changed-environments";
import { synthApp, TestStack } from "../../support/synth";

/** Where the role that plans an environment is read, by environment; `undefined` where there is no stack. */
function planRoles(change: (drafts: ReturnType<typeof draftEnvironments>) => void = () => {}) {
  const drafts = draftEnvironments();
  change(drafts);
  const environments = loadEnvironments(Object.values(drafts));
  const json = synthApp((app) => {
    for (const { name, state, ownsAccount } of environments) {
      for (const part of ownsAccount ? ["delivery", "dns"] : ["dns"]) {
        new TestStack(app, `${name}-${part}`, { environment: name, state: resolveState(state) });
      }
    }
    addTerraformCloud(app, environments);
  })["terraform-cloud"];
  if (!json) return undefined;
  const sets = json.names("tfe_variable_set");
  return Object.fromEntries(sets.map((name) => [name, json.resource("tfe_variable", `${name}_plan_role`).value]));
}

const roleIn = (source: string, environment: string) =>
  `\${data.terraform_remote_state.${source}_delivery.outputs.plan_role_arns.${environment}}`;

test("all environments of an account have their roles from its owner", () => {
  expect(planRoles()).toEqual({
    development: roleIn("production", "development"),
    production: roleIn("production", "production"),
    staging: roleIn("production", "staging"),
  });
});

test("the owner of another account has its own", () => {
  const roles = planRoles(({ production, staging, development }) => {
    Object.assign(production, { accountId: "111111111111" });
    Object.assign(development, { accountId: "111111111111" });
    Object.assign(staging, { accountId: "222222222222", ownsAccount: true, services: {} });
  });
  expect(roles).toEqual({
    development: roleIn("production", "development"),
    production: roleIn("production", "production"),
    staging: roleIn("staging", "staging"),
  });
});

test("there is no stack where no state is in Terraform Cloud", () => {
  const roles = planRoles((drafts) => {
    for (const draft of Object.values(drafts)) Object.assign(draft, { state: { backend: "local" } });
  });
  expect(roles).toBeUndefined();
});
