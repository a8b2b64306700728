import { Construct } from "constructs";
import { ServiceRole } from "../identity/service-role";

export interface NodeRoleProps {
  readonly name: string;
  readonly description: string;
}

/**
 * The role of the nodes themselves: to join the cluster and pull images
 * (https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html). Pods get roles of their own.
 */
export class NodeRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: NodeRoleProps) {
    super(scope, id);
    const role = new ServiceRole(this, "eks_nodes", {
      ...props,
      service: "ec2.amazonaws.com",
      managedPolicies: ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"],
    });
    this.arn = role.arn;
  }
}
