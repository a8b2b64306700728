import { LocalBackend, S3Backend, type TerraformStack } from "cdktf";
import type { StateSettings } from "../../config/sections/state";
import { CloudWorkspaceBackend } from "./cloud-backend";

/** Gives a stack its own state: a workspace, a key in the bucket, or a file. */
export function attachBackend(stack: TerraformStack, state: StateSettings): void {
  const name = stack.node.id;
  switch (state.backend) {
    case "cloud": {
      const { organization, workspacePrefix, project, hostname } = state;
      new CloudWorkspaceBackend(stack, { organization, workspace: `${workspacePrefix}-${name}`, project, hostname });
      return;
    }
    case "s3": {
      const { bucket, region } = state;
      const kmsKeyId = `alias/${bucket}`;
      const backend = new S3Backend(stack, { bucket, region, key: `${name}.tfstate`, encrypt: true, kmsKeyId });
      // The bindings predate native locking.
      backend.addOverride("use_lockfile", true);
      return;
    }
    case "local":
      // Relative to cdktf.out/stacks/<stack>: the framework's default is an absolute path of this machine.
      new LocalBackend(stack, { path: `../../../terraform-state/${name}.tfstate` });
  }
}
