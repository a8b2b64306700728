import type { Environment } from "../environment";
import { formatPath, type LocalProblem } from "../problem";

// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions
const tagsPerResource = 50;

/**
 * What the resource with most tags, a node, has beside those of the configuration. EKS brings all but the first two, for
 * its own use and the autoscaler (https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html).
 */
const ownTags = [
  "Environment",
  "Name",
  "eks:cluster-name",
  "eks:nodegroup-name",
  "k8s.io/cluster-autoscaler/enabled",
  "k8s.io/cluster-autoscaler/<cluster>",
  "kubernetes.io/cluster/<cluster>",
];

/** Tags fit on every resource, and none is another in different letters. */
export function checkTags({ tags }: Partial<Environment>): LocalProblem[] {
  if (!tags) return [];
  const keys = Object.keys(tags);
  return [...checkCount(tags), ...checkCase(keys)];
}

function checkCount(tags: Environment["tags"]): LocalProblem[] {
  const keys = Object.keys(tags);
  const own = ownTags.filter((tag) => !keys.includes(tag));
  const sum = keys.length + own.length;
  if (sum <= tagsPerResource) return [];
  const allowed = `at most ${tagsPerResource - own.length} tags`;
  const fix =
    `remove ${sum - tagsPerResource} of them: with ${own.join(", ")} a node has ${sum}, and AWS takes ` +
    `${tagsPerResource} (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html)`;
  return [{ path: ["tags"], value: tags, allowed, fix }];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html: to IAM, `Owner` and `owner` are one. */
function checkCase(keys: readonly string[]): LocalProblem[] {
  return keys.flatMap((key, index) => {
    const first = keys.findIndex((other) => other.toLowerCase() === key.toLowerCase());
    if (first === index) return [];
    const allowed = "keys that differ in more than upper and lower case";
    const fix = `remove it, or ${formatPath(["tags", keys[first] ?? ""])}: IAM takes the two for one`;
    return [{ path: ["tags", key], value: key, allowed, fix }];
  });
}
