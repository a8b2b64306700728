import type { Environment } from "../environment";
import { formatPath, type LocalProblem, type Problem } from "../problem";
import { membersOf } from "./common/accounts";
import { imageRepositories } from "./common/image-repositories";
import { anyAccount, iamQuotas, longestPolicy } from "./common/policy-size";

// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
const ecrName = /^(?=.{2,256}$)[a-z][a-z0-9]*([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/;

/** Repositories that follow from services have names that ECR takes. */
export function checkImageRepositories(environment: Partial<Environment>): LocalProblem[] {
  return imageRepositories(environment)
    .filter(({ repository }) => !ecrName.test(repository))
    .map(({ repository, path }) => ({
      path,
      value: repository,
      allowed:
        "a name for a repository of ECR: 2-256 lower-case letters and digits, joined by single -, _, . or /, starting with a letter",
      fix: path.includes("image") ? "choose another" : "rename the service, or set image.repository",
    }));
}

/**
 * A rule of the registry's replication names every repository:
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ReplicationRule.html
 */
const mostReplicated = 100;

/** What the policy of the role that pushes images has beside the repositories' ARNs; in characters, rounded up. */
const pushPolicyWithoutArns = 600;

/** An account's repositories, those of all environments that share it, fit into the documents that name each of them. */
export function checkRepositoryCounts(
  environments: readonly Partial<Environment>[],
  names: readonly string[],
): Problem[] {
  const owners = environments.filter(({ ownsAccount }) => ownsAccount);
  return owners.flatMap((owner) => {
    const repositories = new Map<string, string>();
    for (const member of membersOf(owner, environments)) {
      const name = names[environments.indexOf(member)] ?? environments.indexOf(member);
      for (const { repository, path } of imageRepositories(member)) {
        if (!repositories.has(repository)) repositories.set(repository, formatPath([name, ...path]));
      }
    }
    const ordered = [...repositories].map(([repository, path]) => ({ repository, path }));
    const first = firstTooMany(owner, ordered);
    return first ? [first] : [];
  });
}

type Placed = { readonly repository: string; readonly path: string };

const remedy =
  "let services share a repository with image.repository, or bring images from elsewhere with image.registry";

/** The problem of the first repository that is one too many. */
function firstTooMany(
  { disasterRecovery, delivery }: Partial<Environment>,
  repositories: readonly Placed[],
): Problem | undefined {
  const extra = repositories[mostReplicated];
  if (disasterRecovery && extra) {
    return {
      path: extra.path,
      value: extra.repository,
      allowed: `at most ${mostReplicated} image repositories, which are copied to the standby region`,
      fix: `${remedy}: there are ${repositories.length} (https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ReplicationRule.html)`,
    };
  }
  if (delivery?.repository === undefined) return undefined;
  const size = (count: number) =>
    repositories.slice(0, count).reduce((sum, { repository }) => sum + arnSize(repository), pushPolicyWithoutArns);
  const over = repositories.find((_, index) => size(index + 1) > longestPolicy.inline);
  if (!over) return undefined;
  return {
    path: over.path,
    value: over.repository,
    allowed: `image repositories whose names fit into one policy of ${longestPolicy.inline} characters`,
    fix:
      `${remedy}: the policy of the role that pushes images names each, and ${repositories.length} make about ` +
      `${size(repositories.length)} characters (${iamQuotas})`,
  };
}

/** An ARN of the longest region's as an entry of a list. */
function arnSize(repository: string): number {
  return `"arn:aws:ecr:ap-southeast-1:${anyAccount}:repository/${repository}",`.length;
}
