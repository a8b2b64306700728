import { isDeepStrictEqual } from "node:util";
import { expectNone } from "../../../support/failures";
import { helmValues, leafPaths, valueAt } from "../../../support/helm-values";
import { fixtureStack } from "../../../support/stack-json";

const cluster = fixtureStack("production-cluster");
const platform = fixtureStack("production-platform");

/** Controllers that come with EKS add-ons, not with releases of the platform stack. */
const addOns = ["vpc_cni", "ebs_csi", "efs_csi"];
const identities = cluster.names("aws_eks_pod_identity_association").filter((name) => !addOns.includes(name));

/** Controllers that another release brings with it. */
const releaseOf: Readonly<Record<string, string>> = { alertmanager: "kube_prometheus_stack" };

/** Service accounts that a release's pods run under by its values. */
function serviceAccountsOf(release: string): unknown[] {
  const values = helmValues(platform, release);
  return leafPaths(values)
    .filter((path) => /serviceAccount\.(.+\.)?name$/.test(path))
    .map((path) => valueAt(values, path));
}

test("there are identities to look at", () => {
  expect(identities).toEqual(expect.arrayContaining(["cluster_autoscaler", "external_secrets", "velero"]));
});

test.each(identities)("%s: its release's pods run under the service account that the role is for", (name) => {
  const { namespace, service_account } = cluster.resource("aws_eks_pod_identity_association", name);
  const address = releaseOf[name] ?? name;
  const release = address.replaceAll("_", "-");
  if (!platform.names("helm_release").includes(address)) {
    expectNone([
      `src/stacks/platform/releases.ts: add the release ${release}: src/stacks/cluster/identities.ts has it`,
    ]);
  }
  if (!isDeepStrictEqual([...serviceAccountsOf(address)], [service_account])) {
    expectNone([
      `modules/platform/charts/${release}.ts: give the chart's pods the service account ${service_account}, which its ` +
        `identity names; its values have ${serviceAccountsOf(address).join(", ") || "none"}`,
    ]);
  }
  if (platform.resource("helm_release", address).namespace !== namespace) {
    expectNone([`src/stacks/cluster/identities.ts: give ${release} the namespace of its chart in src/versions.ts`]);
  }
});
