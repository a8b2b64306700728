import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import { Construct } from "constructs";

export interface GitopsProps {
  /** Name of the AppProject. */
  readonly project: string;
  /** Argo CD's own namespace, where projects and Applications are. */
  readonly argoCdNamespace: string;
  /** Git repository with the Applications. */
  readonly repository: string;
  /** Folder of the Applications. */
  readonly path: string;
  /** Branch, tag or commit. */
  readonly revision: string;
  /** Namespaces into which the Applications may deploy. */
  readonly namespaces: readonly string[];
}

const apiVersion = "argoproj.io/v1alpha1";
const thisCluster = "https://kubernetes.default.svc";

/** What Terraform owns, which therefore no repository may bring: every object has one owner. */
const ownedKinds = [
  { group: "", kind: "LimitRange" },
  { group: "", kind: "ResourceQuota" },
  { group: "argoproj.io", kind: "AppProject" },
  { group: "security.istio.io", kind: "PeerAuthentication" },
];

/**
 * An Application that brings the Applications of a repository, and the project that bounds what they may do
 * (https://argo-cd.readthedocs.io/en/stable/operator-manual/cluster-bootstrapping/).
 *
 * Whoever can push to the repository can create any Application in Argo CD's namespace: protect its branch.
 */
export class Gitops extends Construct {
  constructor(scope: Construct, id: string, props: GitopsProps) {
    super(scope, id);
    const { project, argoCdNamespace, repository, path, revision } = props;
    const namespaces = [argoCdNamespace, ...props.namespaces];
    const appProject = new Manifest(this, `${project}-app-project`, {
      manifest: {
        apiVersion,
        kind: "AppProject",
        metadata: { name: project, namespace: argoCdNamespace },
        spec: {
          description: "Applications of the environment's repository",
          sourceRepos: [repository],
          destinations: namespaces.map((namespace) => ({ server: thisCluster, namespace })),
          // Namespaces, roles and CRDs are the platform's.
          clusterResourceWhitelist: [],
          namespaceResourceBlacklist: ownedKinds,
        },
      },
    });
    new Manifest(this, `${project}-root-application`, {
      manifest: {
        apiVersion,
        kind: "Application",
        metadata: {
          name: `${project}-root`,
          namespace: argoCdNamespace,
          // Deleting the root deletes what it brought.
          finalizers: ["resources-finalizer.argocd.argoproj.io"],
        },
        spec: {
          project,
          source: { repoURL: repository, path, targetRevision: revision },
          destination: { server: thisCluster, namespace: argoCdNamespace },
          syncPolicy: { automated: { prune: true, selfHeal: true } },
        },
      },
      dependsOn: [appProject],
    });
  }
}
