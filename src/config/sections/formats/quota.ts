import { z } from "zod";
import { nearest } from "../../values/nearest";

/** Amounts of what pods and volumes use. */
const amounts = [
  "cpu",
  "memory",
  "ephemeral-storage",
  "requests.cpu",
  "requests.memory",
  "requests.storage",
  "requests.ephemeral-storage",
  "limits.cpu",
  "limits.memory",
  "limits.ephemeral-storage",
] as const;

/** Numbers of objects that have a name of their own. */
const objects = [
  "pods",
  "services",
  "services.loadbalancers",
  "services.nodeports",
  "secrets",
  "configmaps",
  "persistentvolumeclaims",
  "replicationcontrollers",
  "resourcequotas",
];

/** Kinds without an API group; all others are counted as `count/<resource>.<group>`. */
const coreKinds = [
  "configmaps",
  "endpoints",
  "events",
  "limitranges",
  "persistentvolumeclaims",
  "pods",
  "podtemplates",
  "replicationcontrollers",
  "resourcequotas",
  "secrets",
  "serviceaccounts",
  "services",
].map((kind) => `count/${kind}`);

/** Kinds with a group that people count most, to tell them the group. */
const groupedKinds = [
  "deployments.apps",
  "replicasets.apps",
  "statefulsets.apps",
  "jobs.batch",
  "cronjobs.batch",
  "ingresses.networking.k8s.io",
].map((kind) => `count/${kind}`);

const known = new Set([...amounts, ...objects, ...coreKinds]);

const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
const families = [
  /^(requests\.)?hugepages-\d+[KMG]i$/,
  // A name after the slash has 63 characters, as in every qualified name.
  new RegExp(`^count/(?=.{1,63}$)${label}(\\.${label})+$`),
  // Extended resources, such as GPUs; those of kubernetes.io are none.
  new RegExp(
    `^requests\\.(?=.{1,244}/)(?!([^/]*\\.)?kubernetes\\.io/)${label}(\\.${label})+/[A-Za-z0-9][\\w.-]{0,62}$`,
  ),
  new RegExp(
    `^${label}(\\.${label})*\\.storageclass\\.storage\\.k8s\\.io/(requests\\.storage|persistentvolumeclaims)$`,
  ),
  new RegExp(`^${label}(\\.${label})*\\.deviceclass\\.resource\\.k8s\\.io/devices$`),
];

/** A name that ResourceQuota counts by (https://kubernetes.io/docs/concepts/policy/resource-quotas/). */
export const quotaResource = z.string().superRefine((name, context) => {
  if (known.has(name) || families.some((family) => family.test(name))) return;
  const extended = `requests.${name.replace(/^(limits|requests)\./, "")}`;
  const suggestion = families.some((family) => family.test(extended))
    ? extended
    : nearest(name, [...amounts, ...objects, ...coreKinds, ...groupedKinds]);
  const params = {
    allowed:
      "a resource that quotas count, such as requests.cpu, pods, count/deployments.apps or requests.nvidia.com/gpu",
    fix:
      `write ${suggestion}, which is the nearest, ` +
      "or another of https://kubernetes.io/docs/concepts/policy/resource-quotas/",
  };
  context.addIssue({ code: "custom", params });
});

/** Whether a quota's resource is a number of objects, of which there are only whole ones. */
export function countsObjects(resource: string): boolean {
  return objects.includes(resource) || /^count\/|\/persistentvolumeclaims$|\/devices$/.test(resource);
}
