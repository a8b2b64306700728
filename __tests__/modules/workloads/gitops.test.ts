import { Gitops } from "../../../modules/workloads/gitops";
import { manifestOf, synthInCluster } from "../../support/workloads";

const repository = "https://github.com/techally/deployments.git";

describe("Gitops", () => {
  const stack = synthInCluster((scope) => {
    new Gitops(scope, "gitops", {
      project: "shop",
      argoCdNamespace: "deployer",
      repository,
      path: "applications",
      revision: "main",
      namespaces: ["payments"],
    });
  });

  test("the project takes one repository, and leaves what is not its own alone", () => {
    expect(manifestOf(stack, "shop_app_project")).toMatchObject({
      kind: "AppProject",
      metadata: { name: "shop", namespace: "deployer" },
      spec: {
        sourceRepos: [repository],
        destinations: [
          { server: "https://kubernetes.default.svc", namespace: "deployer" },
          { server: "https://kubernetes.default.svc", namespace: "payments" },
        ],
        clusterResourceWhitelist: [],
        namespaceResourceBlacklist: expect.arrayContaining([
          { group: "", kind: "ResourceQuota" },
          { group: "argoproj.io", kind: "AppProject" },
        ]),
      },
    });
  });

  test("the root brings the repository's Applications, once the project exists", () => {
    expect(manifestOf(stack, "shop_root_application")).toEqual({
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Application",
      metadata: {
        name: "shop-root",
        namespace: "deployer",
        finalizers: ["resources-finalizer.argocd.argoproj.io"],
      },
      spec: {
        project: "shop",
        source: { repoURL: repository, path: "applications", targetRevision: "main" },
        destination: { server: "https://kubernetes.default.svc", namespace: "deployer" },
        syncPolicy: { automated: { prune: true, selfHeal: true } },
      },
    });
    expect(stack.resource("kubernetes_manifest", "shop_root_application").depends_on).toEqual([
      "kubernetes_manifest.shop_app_project",
    ]);
  });
});
