import { helmValues, leafPaths, valueAt } from "../../../support/helm-values";
import { fixtureStack } from "../../../support/stack-json";

const cluster = fixtureStack("production-cluster");
const platform = fixtureStack("production-platform");

/** Controllers that come with EKS add-ons, not with releases of the platform stack. */
const addOns = ["vpc_cni", "ebs_csi", "efs_csi"];
const identities = cluster.names("aws_eks_pod_identity_association").filter((name) => !addOns.includes(name));

/** Service accounts that a release's pods run under by its values. */
function serviceAccountsOf(release: string): unknown[] {
  const values = helmValues(platform, release);
  return leafPaths(values)
    .filter((path) => /serviceAccount\.(.+\.)?name$/.test(path))
    .map((path) => valueAt(values, path));
}

test("there are identities to look at", () => {
  expect(identities).toEqual(["cluster_autoscaler", "external_secrets", "velero"]);
});

test.each(identities)("%s: its release's pods run under the service account that the role is for", (name) => {
  const { namespace, service_account } = cluster.resource("aws_eks_pod_identity_association", name);
  expect(platform.resource("helm_release", name).namespace).toBe(namespace);
  expect(serviceAccountsOf(name)).toEqual([service_account]);
});
