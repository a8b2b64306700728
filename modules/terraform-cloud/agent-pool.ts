import { AgentPool as TfeAgentPool } from "@cdktf/provider-tfe/lib/agent-pool";
import { AgentPoolAllowedWorkspaces } from "@cdktf/provider-tfe/lib/agent-pool-allowed-workspaces";
import { Construct } from "constructs";
import type { StackWorkspace } from "./stack-workspace";

export interface AgentPoolProps {
  readonly poolName: string;
  /** The workspaces whose runs its agents take. */
  readonly workspaces: readonly StackWorkspace[];
}

/**
 * Agents of one's own, for the workspaces that name the pool and for no others
 * (https://developer.hashicorp.com/terraform/cloud-docs/agents/agent-pools). Its tokens are not made here: a token that
 * Terraform makes is in its state.
 */
export class AgentPool extends Construct {
  /** Id of the pool, once its workspaces may use it. */
  readonly poolId: string;

  /** @param id - name of both resources in Terraform */
  constructor(scope: Construct, id: string, { poolName, workspaces }: AgentPoolProps) {
    super(scope, id);
    const pool = new TfeAgentPool(this, id, { name: poolName, organizationScoped: false });
    const allowed = new AgentPoolAllowedWorkspaces(new Construct(this, "allowed"), id, {
      agentPoolId: pool.id,
      allowedWorkspaceIds: workspaces.map(({ workspaceId }) => workspaceId),
    });
    this.poolId = allowed.agentPoolId;
  }
}
