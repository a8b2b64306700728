import { DataTerraformRemoteState, TerraformBackend, type TerraformRemoteState } from "cdktf";
import type { Construct } from "constructs";

/** A named Terraform Cloud workspace (https://developer.hashicorp.com/terraform/cli/cloud/settings). */
export interface CloudWorkspaceBackendProps {
  readonly organization: string;
  readonly workspace: string;
  /** @default - the organization's default project */
  readonly project?: string;
  /** @default - app.terraform.io */
  readonly hostname?: string;
}

/**
 * The `cloud` block of one stack.
 *
 * The framework's own `CloudBackend` starts Terraform once per stack to learn its version, which makes synth slow and
 * impossible where Terraform is not installed; `required_version` already says what is needed.
 */
export class CloudWorkspaceBackend extends TerraformBackend {
  constructor(
    scope: Construct,
    readonly props: CloudWorkspaceBackendProps,
  ) {
    super(scope, "backend", "cloud");
  }

  override toTerraform() {
    const { organization, workspace, project, hostname } = this.props;
    return { terraform: { cloud: { hostname, organization, workspaces: { name: workspace, project } } } };
  }

  override toMetadata() {
    // The cdktf CLI reads this to decide how it talks to the workspace.
    return { backend: "cloud", cloud: this.props.hostname ? "tfe" : "tfc" };
  }

  override getRemoteStateDataSource(scope: Construct, name: string): TerraformRemoteState {
    const { organization, workspace, hostname } = this.props;
    return new DataTerraformRemoteState(scope, name, { organization, hostname, workspaces: { name: workspace } });
  }
}
