import { Team as TfeTeam } from "@cdktf/provider-tfe/lib/team";
import { TeamAccess } from "@cdktf/provider-tfe/lib/team-access";
import { Construct } from "constructs";
import type { StackWorkspace } from "./stack-workspace";

export interface TeamProps {
  readonly teamName: string;
  /** What its members and tokens may start: plans alone, or applies as well. */
  readonly runs: "plan" | "apply";
  /** By the first part of the grant's name in Terraform. */
  readonly workspaces: ReadonlyMap<string, StackWorkspace>;
}

/**
 * A team that starts runs in some workspaces, sees outputs, and changes neither states nor settings
 * (https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/permissions). It creates no workspaces:
 * the `terraform init` of a stack that has none is refused. Its tokens are not made here: a token that Terraform makes is
 * in its state.
 */
export class Team extends Construct {
  readonly teamId: string;

  /** @param id - name of the team in Terraform */
  constructor(scope: Construct, id: string, { teamName, runs, workspaces }: TeamProps) {
    super(scope, id);
    const team = new TfeTeam(this, id, { name: teamName, allowMemberTokenManagement: false });
    this.teamId = team.id;
    const permissions = [
      {
        runs,
        variables: "none",
        stateVersions: "read-outputs",
        sentinelMocks: "none",
        workspaceLocking: false,
        runTasks: false,
      },
    ];
    for (const [name, { workspaceId }] of workspaces) {
      new TeamAccess(this, `${name}_${runs}`, { teamId: team.id, workspaceId, permissions });
    }
  }
}
