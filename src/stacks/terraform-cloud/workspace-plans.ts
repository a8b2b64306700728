import { type App, TerraformStack } from "cdktf";
import { snakeCase } from "../../../modules/addresses/identifiers";
import { CloudWorkspaceBackend } from "../backend/cloud-backend";
import { BaseStack } from "../base-stack";
import { ClusterStack } from "../cluster/cluster-stack";
import { KubernetesStack } from "../kubernetes-stack";

/** What a stack asks of its workspace. */
export interface WorkspacePlan {
  readonly stack: string;
  /** The stack's name, as part of an address. */
  readonly id: string;
  readonly workspaceName: string;
  /** Name of the environment; `undefined` for what environments share. */
  readonly environment: string | undefined;
  /** The stacks that it takes values from. */
  readonly producers: readonly string[];
  /** The stack of the cluster that its providers talk to; `undefined` where they talk to no cluster. */
  readonly cluster: string | undefined;
}

/**
 * A plan for each stack whose state is in Terraform Cloud, in the order of the stacks.
 *
 * @param app - whose stacks have been prepared: only then all of them know what they depend on
 */
export function workspacePlans(app: App): WorkspacePlan[] {
  return app.node.children.filter(TerraformStack.isStack).flatMap((stack) => {
    const backend = stack.node.children.find((child) => child instanceof CloudWorkspaceBackend);
    if (!backend) return [];
    const cluster = stack.dependencies.find((producer) => producer instanceof ClusterStack);
    return [
      {
        stack: stack.node.id,
        id: snakeCase(stack.node.id),
        workspaceName: backend.props.workspace,
        environment: stack instanceof BaseStack ? stack.environment : undefined,
        producers: stack.dependencies.map(({ node }) => node.id),
        cluster: stack instanceof KubernetesStack ? cluster?.node.id : undefined,
      },
    ];
  });
}
