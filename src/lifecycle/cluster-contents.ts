import type { Kubernetes, KubernetesObject } from "./kubernetes";

/** What makes more of Argo CD's applications goes before them; they carry a finalizer of Argo CD. */
const applications = [/^applicationsets\.argoproj\.io$/, /^applications\.argoproj\.io$/];

/** What controllers of the platform have to finish before they go, in this order. */
const finished = [
  ...applications,
  /^(cluster)?pushsecrets\.external-secrets\.io$/,
  /^(cluster)?externalsecrets\.external-secrets\.io$/,
  /^(restores|datadownloads|datauploads)\.velero\.io$/,
  /^(?!elasticsearches\.).+\.k8s\.elastic\.co$/,
  /^elasticsearches\.elasticsearch\.k8s\.elastic\.co$/,
  /^(prometheuses|prometheusagents|alertmanagers|thanosrulers)\.monitoring\.coreos\.com$/,
];

const ownNamespaces = /^(default|kube-.*)$/;

/**
 * Deletes what Terraform does not know and controllers must finish: while a controller runs, it takes its finalizer from
 * what is deleted; once it is gone, the namespace that holds such an object cannot be deleted any more
 * (https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/). What stands for something in AWS, a
 * volume or a load balancer, goes while there is something that deletes it there.
 */
export class ClusterContents {
  constructor(private readonly kubernetes: Kubernetes) {}

  /**
   * Before the services go.
   *
   * @param withPlatform - the platform goes too
   * @throws Error when an aggregated API has no server, which is there once nodes are.
   */
  beforeWorkloads(withPlatform: boolean): void {
    const { kubernetes } = this;
    try {
      kubernetes.waitUntilNone("has APIs without a server, so that no namespace could be deleted", () =>
        kubernetes.deadApis(),
      );
    } catch (error) {
      if (!withPlatform) throw error;
      kubernetes.deleteEach("apiservice", kubernetes.deadApis());
    }
    if (withPlatform) this.deleteKinds(applications);
  }

  /** Before the controllers go. */
  beforePlatform(): void {
    const { kubernetes } = this;
    this.deleteKinds(finished);
    this.deleteLoadBalancers();
    // Their servers go with their releases, and namespaces are deleted at the same time.
    kubernetes.deleteEach("apiservice", kubernetes.aggregatedApis());
  }

  /** Before nodes and control plane go, with the drivers that delete volumes. */
  beforeCluster(): void {
    const { kubernetes } = this;
    this.deleteLoadBalancers();
    const foreign = kubernetes.list("namespaces").filter(({ metadata }) => !ownNamespaces.test(metadata.name));
    kubernetes.deleteEach("namespace", foreign);
    kubernetes.deleteEach("persistentvolumeclaim", kubernetes.list("persistentvolumeclaims"));
    const deletable = ({ spec }: KubernetesObject) => spec?.persistentVolumeReclaimPolicy === "Delete";
    try {
      kubernetes.waitUntilNone("still deletes volumes", () => kubernetes.list("persistentvolumes").filter(deletable));
    } catch (error) {
      kubernetes.say(`${error instanceof Error ? error.message : error}; they are listed at the end`);
    }
  }

  private deleteLoadBalancers(): void {
    const { kubernetes } = this;
    const outside = kubernetes.list("services").filter(({ spec }) => spec?.type === "LoadBalancer");
    kubernetes.deleteEach("service", outside);
  }

  private deleteKinds(patterns: readonly RegExp[]): void {
    const kinds = this.kubernetes.kinds();
    for (const pattern of patterns) this.kubernetes.deleteAll(kinds.filter((kind) => pattern.test(kind)));
  }
}
