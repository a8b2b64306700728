import { Workspace } from "@cdktf/provider-tfe/lib/workspace";
import { WorkspaceSettings } from "@cdktf/provider-tfe/lib/workspace-settings";
import { Construct } from "constructs";

/** A repository whose commits start runs (https://developer.hashicorp.com/terraform/cloud-docs/workspaces/settings/vcs). */
export interface VcsConnection {
  /** `owner/name` */
  readonly repository: string;
  readonly branch: string;
  /** Either this or an installation of the GitHub App. */
  readonly oauthTokenId?: string;
  readonly githubAppInstallationId?: string;
}

export interface StackWorkspaceProps {
  readonly workspaceName: string;
  /** Version of Terraform that runs use. */
  readonly terraformVersion: string;
  /** @default - the organization's default project */
  readonly projectId?: string;
  /**
   * Where runs take the stack from, and its folder there.
   * @default - each run brings it along, started on a command line
   */
  readonly vcs?: { readonly connection: VcsConnection; readonly folder: string };
  /**
   * Organization of the workspace, where it exists already and is taken over.
   * @default - it is created
   */
  readonly importFrom?: string;
}

/**
 * Who runs Terraform: runners of Terraform Cloud, the agents of a pool, or whoever calls it
 * (https://developer.hashicorp.com/terraform/cloud-docs/workspaces/settings#execution-mode).
 */
export type Execution = "remote" | "local" | { readonly poolId: string };

/** The workspace of one stack (https://developer.hashicorp.com/terraform/cloud-docs/workspaces). */
export class StackWorkspace extends Construct {
  readonly workspaceId: string;
  private readonly name: string;

  /** @param id - name of both resources in Terraform */
  constructor(scope: Construct, id: string, props: StackWorkspaceProps) {
    super(scope, id);
    this.name = id;
    const { workspaceName, terraformVersion, projectId, vcs, importFrom } = props;
    const workspace = new Workspace(this, id, {
      name: workspaceName,
      projectId,
      terraformVersion,
      autoApply: false,
      // A run that starts before credentials and agents are there fails.
      queueAllRuns: false,
      ...(vcs && fromRepository(vcs.connection, vcs.folder)),
    });
    if (importFrom !== undefined) workspace.importFrom(`${importFrom}/${workspaceName}`);
    this.workspaceId = workspace.id;
  }

  /** Says who runs Terraform, and which workspaces may read its outputs. */
  configure(execution: Execution, consumers: readonly StackWorkspace[]): void {
    const pool = typeof execution === "string" ? undefined : execution;
    new WorkspaceSettings(new Construct(this, "settings"), this.name, {
      workspaceId: this.workspaceId,
      executionMode: typeof execution === "string" ? execution : "agent",
      agentPoolId: pool?.poolId,
      globalRemoteState: false,
      remoteStateConsumerIds: consumers.map(({ workspaceId }) => workspaceId),
    });
  }
}

// Only for runs from a repository: with a working directory, the command line uploads everything around the folder too.
function fromRepository(connection: VcsConnection, folder: string) {
  const { repository, branch, oauthTokenId, githubAppInstallationId } = connection;
  return {
    workingDirectory: folder,
    fileTriggersEnabled: true,
    triggerPatterns: [`${folder}/**`],
    vcsRepo: { identifier: repository, branch, oauthTokenId, githubAppInstallationId },
  };
}
