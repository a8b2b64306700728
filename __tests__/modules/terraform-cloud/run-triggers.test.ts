import { TfeProvider } from "@cdktf/provider-tfe/lib/provider";
import { mostSources, RunTriggers } from "../../../modules/terraform-cloud/run-triggers";
import { StackWorkspace } from "../../../modules/terraform-cloud/stack-workspace";
import { synthConstruct } from "../../support/synth";

/** A workspace that takes values from as many others. */
function synthWith(sources: number) {
  return synthConstruct((stack) => {
    new TfeProvider(stack, "tfe", {});
    const workspaceOf = (name: string) =>
      new StackWorkspace(stack, name, { workspaceName: `shop-${name}`, terraformVersion: "1.11.4" });
    const names = Array.from({ length: sources }, (_, index) => `source_${index}`);
    new RunTriggers(stack, "data", {
      workspace: workspaceOf("consumer"),
      sources: new Map(names.map((name) => [name, workspaceOf(name)])),
    });
  });
}

test("as many sources as Terraform Cloud takes", () => {
  expect(synthWith(mostSources).names("tfe_run_trigger")).toHaveLength(20);
});

test("one more is refused", () => {
  expect(() => synthWith(mostSources + 1)).toThrow(
    "data takes values from 21 stacks; Terraform Cloud starts runs for 20 at most: hand some of the values through " +
      "another stack, or leave out state.cloud.vcs",
  );
});
