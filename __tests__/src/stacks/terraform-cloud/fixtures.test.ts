import fs from "node:fs";
import path from "node:path";
import { terraformCloudStack } from "../../../../src/contracts";
import { provenTerraform } from "../../../../src/versions";
import { fixtureOutput, projectRoot } from "../../../support/output-folder";
import { fixtureStack, fixtureStacks, stackDependencies } from "../../../support/stack-json";

const json = fixtureStack(terraformCloudStack);
const dependencies = stackDependencies(fixtureOutput());
const stacks = fixtureStacks().filter((name) => name !== "bootstrap");
const addressOf = (stack: string) => stack.replaceAll("-", "_");

/** Whose outputs may be read by whom, as the stack has it and as the manifest asks for it. */
test.each(
  stacks,
)("%s: its workspace is the one it names, and those that take values from it read its outputs", (name) => {
  const { cloud } = fixtureStack(name).root.terraform as { cloud?: { workspaces: { name: string } } };
  expect(json.resource("tfe_workspace", addressOf(name)).name).toBe(cloud?.workspaces.name);
  const consumers = stacks.filter((other) => dependencies[other]?.includes(name));
  expect(json.resource("tfe_workspace_settings", addressOf(name)).remote_state_consumer_ids).toEqual(
    expect.arrayContaining(consumers.map((other) => `\${tfe_workspace.${addressOf(other)}.id}`)),
  );
  expect(json.resource("tfe_workspace_settings", addressOf(name)).remote_state_consumer_ids).toHaveLength(
    consumers.length,
  );
});

test("there is no workspace for a stack whose state is elsewhere", () => {
  expect(json.names("tfe_workspace")).toEqual(stacks.map(addressOf).sort());
});

test("what talks to a cluster runs on agents in that cluster's network, all else does not", () => {
  const onAgents = stacks.filter(
    (name) => json.resource("tfe_workspace_settings", addressOf(name)).execution_mode === "agent",
  );
  expect(onAgents).toEqual(stacks.filter((name) => /-(platform|workloads)$/.test(name)));
  for (const name of onAgents) {
    const pool = `${addressOf(name.replace(/-(platform|workloads)$/, ""))}_cluster`;
    expect(json.resource("tfe_workspace_settings", addressOf(name)).agent_pool_id).toBe(
      `\${tfe_agent_pool_allowed_workspaces.${pool}.agent_pool_id}`,
    );
    expect(json.resource("tfe_agent_pool_allowed_workspaces", pool).allowed_workspace_ids).toContain(
      `\${tfe_workspace.${addressOf(name)}.id}`,
    );
    expect(json.resource("tfe_agent_pool", pool)).toMatchObject({ organization_scoped: false });
  }
});

test("an environment whose roles are in a stack plans and applies with them", () => {
  const owners = stacks.filter((name) => name.endsWith("-delivery"));
  expect(json.names("tfe_variable_set")).toEqual(owners.length > 0 ? ["development", "production", "staging"] : []);
  expect(dependencies[terraformCloudStack]).toEqual(owners);
});

test("runs use the version that the project is proven with", () => {
  expect(provenTerraform).toBe(fs.readFileSync(path.join(projectRoot, ".terraform-version"), "utf8").trim());
});
