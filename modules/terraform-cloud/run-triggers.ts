import { RunTrigger } from "@cdktf/provider-tfe/lib/run-trigger";
import { Annotations } from "cdktf";
import { Construct } from "constructs";
import type { StackWorkspace } from "./stack-workspace";

/** How many workspaces can start another's runs (https://developer.hashicorp.com/terraform/cloud-docs/workspaces/settings/run-triggers). */
export const mostSources = 20;

export interface RunTriggersProps {
  readonly workspace: StackWorkspace;
  /** Workspaces whose applies start a run, by the last part of the trigger's name in Terraform. */
  readonly sources: ReadonlyMap<string, StackWorkspace>;
}

/** Starts a run of a workspace after each apply of those that it takes values from. */
export class RunTriggers extends Construct {
  /** @param id - first part of the triggers' names in Terraform: `<id>_after_<source>` */
  constructor(scope: Construct, id: string, { workspace, sources }: RunTriggersProps) {
    super(scope, id);
    if (sources.size > mostSources) {
      Annotations.of(this).addError(
        `${id} takes values from ${sources.size} stacks; Terraform Cloud starts runs for ${mostSources} at most: hand ` +
          "some of the values through another stack, or leave out state.cloud.vcs",
      );
    }
    for (const [name, source] of sources) {
      new RunTrigger(this, `${id}_after_${name}`, {
        workspaceId: workspace.workspaceId,
        sourceableId: source.workspaceId,
      });
    }
  }
}
