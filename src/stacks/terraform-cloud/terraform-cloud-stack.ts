import { DataTfeProject } from "@cdktf/provider-tfe/lib/data-tfe-project";
import { TfeProvider } from "@cdktf/provider-tfe/lib/provider";
import { App, Fn, TerraformOutput, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { AgentPool } from "../../../modules/terraform-cloud/agent-pool";
import { AwsCredentials } from "../../../modules/terraform-cloud/aws-credentials";
import { RunTriggers } from "../../../modules/terraform-cloud/run-triggers";
import { StackWorkspace } from "../../../modules/terraform-cloud/stack-workspace";
import { Team } from "../../../modules/terraform-cloud/team";
import type { CloudSection } from "../../config/sections/state";
import { provenTerraform } from "../../versions";
import { AddressedStack } from "../addressed-stack";
import { type WorkspacePlan, workspacePlans } from "./workspace-plans";

export interface TerraformCloudStackProps {
  readonly cloud: CloudSection;
  /**
   * The stack with an environment's roles, by the environment's name: its outputs `plan_role_arns` and `apply_role_arns`
   * hold them. Where an environment has none, its workspaces get no credentials of AWS.
   */
  readonly roleSources: ReadonlyMap<string, TerraformStack>;
}

interface PlannedWorkspace {
  readonly plan: WorkspacePlan;
  readonly workspace: StackWorkspace;
}

/**
 * Terraform Cloud itself: a workspace for every stack of the app that keeps its state there, with what the graph of the
 * stacks says about it, and each environment's credentials and teams. It has to be the last stack of its app.
 *
 * It is applied by an owner of the organization on a machine of their own: a run in Terraform Cloud that may do all this
 * would let whoever starts runs do it too.
 */
export class TerraformCloudStack extends AddressedStack {
  private filled = false;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TerraformCloudStackProps,
  ) {
    super(scope, id, { backend: "cloud", ...props.cloud });
    const { organization, hostname } = props.cloud;
    this.requireProvider("tfe");
    new TfeProvider(this, "tfe", { organization, hostname });
    for (const source of new Set(props.roleSources.values())) this.addDependency(source);
  }

  /** What stacks take from each other is known when they are prepared, and they all are before this one. */
  override prepareStack(): void {
    if (!this.filled) this.fill();
    this.filled = true;
    super.prepareStack();
  }

  private fill(): void {
    const workspaces = this.addWorkspaces(workspacePlans(App.of(this)));
    const pools = this.props.cloud.agents ? this.addAgentPools(workspaces) : new Map<string, AgentPool>();
    this.configure(workspaces, pools);
    if (this.props.cloud.vcs) this.addRunTriggers(workspaces);
    const environments = new Set(workspaces.flatMap(({ plan }) => plan.environment ?? []));
    for (const environment of environments) this.addCredentials(environment, workspaces);
    if (this.props.cloud.teams) this.addTeams([...environments], workspaces);
  }

  private addWorkspaces(plans: readonly WorkspacePlan[]): PlannedWorkspace[] {
    const { organization, project, vcs } = this.props.cloud;
    const projectId = project === undefined ? undefined : new DataTfeProject(this, "project", { name: project }).id;
    // Applied before this stack or while it is, so their workspaces exist.
    const existing = new Set([this.node.id, ...this.dependencies.map(({ node }) => node.id)]);
    const scope = new Construct(this, "workspaces");
    return plans.map((plan) => {
      const isSelf = plan.stack === this.node.id;
      const workspace = new StackWorkspace(scope, plan.id, {
        workspaceName: plan.workspaceName,
        terraformVersion: provenTerraform,
        projectId,
        vcs: vcs && !isSelf ? { connection: vcs, folder: `cdktf.out/stacks/${plan.stack}` } : undefined,
        importFrom: existing.has(plan.stack) ? organization : undefined,
      });
      return { plan, workspace };
    });
  }

  /** One for each cluster: who reaches one is in its network. */
  private addAgentPools(workspaces: readonly PlannedWorkspace[]): ReadonlyMap<string, AgentPool> {
    const scope = new Construct(this, "agent-pools");
    const clusters = workspaces.filter(({ plan }) => workspaces.some((other) => other.plan.cluster === plan.stack));
    const pools = clusters.map(({ plan: { stack, id, workspaceName } }) => {
      const users = workspaces.filter(({ plan }) => plan.cluster === stack).map(({ workspace }) => workspace);
      return [stack, new AgentPool(scope, id, { poolName: workspaceName, workspaces: users })] as const;
    });
    new TerraformOutput(this, "agent_pools", {
      value: Object.fromEntries(pools.map(([stack, { poolId }]) => [stack, poolId])),
      description: "Ids of the pools, by the stack of the cluster that their agents reach",
    });
    return new Map(pools);
  }

  private configure(workspaces: readonly PlannedWorkspace[], pools: ReadonlyMap<string, AgentPool>): void {
    for (const { plan, workspace } of workspaces) {
      const consumers = workspaces.filter((other) => other.plan.producers.includes(plan.stack));
      const pool = plan.cluster === undefined ? undefined : pools.get(plan.cluster);
      const execution = plan.stack === this.node.id ? "local" : (pool ?? "remote");
      workspace.configure(
        execution,
        consumers.map((consumer) => consumer.workspace),
      );
    }
  }

  private addRunTriggers(workspaces: readonly PlannedWorkspace[]): void {
    const scope = new Construct(this, "run-triggers");
    for (const { plan, workspace } of workspaces) {
      if (plan.stack === this.node.id) continue;
      const sources = byId(workspaces.filter((other) => plan.producers.includes(other.plan.stack)));
      new RunTriggers(scope, plan.id, { workspace, sources });
    }
  }

  private addCredentials(environment: string, workspaces: readonly PlannedWorkspace[]): void {
    const source = this.props.roleSources.get(environment);
    if (!source) return;
    const outputs = this.registerIncomingCrossStackReference(source);
    const arnIn = (output: string) => Fn.lookup(outputs.get(output), environment);
    const own = workspaces.filter(({ plan }) => plan.environment === environment);
    new AwsCredentials(new Construct(this, `credentials-${environment}`), idOf(environment), {
      setName: `${this.props.cloud.workspacePrefix}-${environment}`,
      planRoleArn: arnIn("plan_role_arns"),
      applyRoleArn: arnIn("apply_role_arns"),
      workspaces: byId(own),
    });
  }

  private addTeams(environments: readonly string[], workspaces: readonly PlannedWorkspace[]): void {
    const scope = new Construct(this, "team-access");
    const teams = environments.map((environment) => {
      const own = byId(workspaces.filter(({ plan }) => plan.environment === environment));
      const teamThat = (runs: "plan" | "apply") =>
        new Team(scope, `${idOf(environment)}_${runs}`, {
          teamName: `${this.props.cloud.workspacePrefix}-${environment}-${runs}`,
          runs,
          workspaces: own,
        }).teamId;
      return [environment, { plan: teamThat("plan"), apply: teamThat("apply") }] as const;
    });
    new TerraformOutput(this, "teams", {
      value: Object.fromEntries(teams),
      description: "Ids of the teams whose tokens workflows hold, by environment",
    });
  }
}

function byId(workspaces: readonly PlannedWorkspace[]): ReadonlyMap<string, StackWorkspace> {
  return new Map(workspaces.map(({ plan, workspace }) => [plan.id, workspace]));
}

function idOf(environment: string): string {
  return environment.replaceAll("-", "_");
}
