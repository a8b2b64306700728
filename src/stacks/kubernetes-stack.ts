import { DataAwsEksClusterAuth } from "@cdktf/provider-aws/lib/data-aws-eks-cluster-auth";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Fn } from "cdktf";
import type { Construct } from "constructs";
import { BaseStack, type BaseStackProps } from "./base-stack";
import type { ClusterStack } from "./cluster/cluster-stack";

export interface KubernetesStackProps extends BaseStackProps {
  readonly cluster: Pick<ClusterStack, "connection">;
}

/**
 * A stack of objects inside a cluster, with the kubernetes and helm providers set up from the cluster stack's outputs.
 *
 * A provider cannot be configured from a resource of its own stack: on the first apply the address is not known yet,
 * and on destroy the cluster goes before what is in it.
 *
 * The aws CLI issues a token whenever one is needed; with `cluster.terraformAccess: "token"` one is read at plan instead.
 */
export abstract class KubernetesStack extends BaseStack {
  constructor(scope: Construct, id: string, props: KubernetesStackProps) {
    super(scope, id, props);
    this.requireProvider("kubernetes");
    this.requireProvider("helm");
    const { region } = props;
    const cluster = props.cluster.connection;
    const clusterCaCertificate = Fn.base64decode(cluster.certificateAuthority);

    // Read at plan, and good for 15 minutes: an apply that starts or ends later is refused.
    if (cluster.credentials === "token") {
      const { token } = new DataAwsEksClusterAuth(this, "cluster", { name: cluster.name });
      const access = { host: cluster.endpoint, clusterCaCertificate, token };
      new KubernetesProvider(this, "kubernetes", access);
      new HelmProvider(this, "helm", { kubernetes: access });
      return;
    }
    const exec = {
      apiVersion: "client.authentication.k8s.io/v1",
      command: "aws",
      args: ["eks", "get-token", "--cluster-name", cluster.name, "--region", region],
    };
    const access = { host: cluster.endpoint, clusterCaCertificate };
    new KubernetesProvider(this, "kubernetes", { ...access, exec: [exec] });
    new HelmProvider(this, "helm", { kubernetes: { ...access, exec } });
  }
}
