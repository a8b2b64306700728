import { z } from "zod";
import { matching, regionName } from "./formats/text";

// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html; without slashes, because the
// name is a service's too.
const serviceName = matching(/^(?=.{2,63}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/, {
  allowed: "2-63 lower-case letters, digits and single hyphens, starting with a letter",
  fix: "use the name that the service has in Kubernetes",
});

const owner = "[A-Za-z0-9][A-Za-z0-9-]{0,59}";
const name = "(?!\\.{1,2}(@|$))(?!.*\\.git(@|$))[\\w.-]{1,100}";
const repository = matching(new RegExp(`^(${owner}/${name}|${owner}@\\d+/${name}@\\d+)$`), {
  allowed: "a GitHub repository, owner/name, or owner@id/name@id for one with immutable subject claims",
  fix: "write what follows repo: in the subject that the repository's OIDC settings show; no URL, no wildcard",
});

// What git refuses in a name (https://git-scm.com/docs/git-check-ref-format), and the beginning that is added to it.
const reference = "(?!refs/)(?!.*(\\.\\.|//|/\\.))[A-Za-z0-9][\\w./-]{0,243}";
const complete = "(?!.*(\\.lock(/|$)|[./]$))";

const branch = matching(new RegExp(`^${complete}${reference}$`), {
  allowed: "the name of a branch, such as main or release/2",
  fix: "name the branch itself: wildcards would let in whoever may create a branch",
});

const tagPattern = matching(new RegExp(`^${complete}${reference}\\*?$`), {
  allowed: "a tag, or the beginning of tags followed by *, such as v*",
  fix: "start with what release tags have in common",
});

const environment = matching(/^[\w.-]{1,255}$/, {
  allowed: "the name of a GitHub environment: up to 255 letters, digits, dots, hyphens and underscores",
  fix: "copy it from the repository's settings",
});

// A rule of the registry's replication names every repository:
// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ReplicationRule.html
const repositories = 100;

// Each is a condition of one trust policy, which has 2,048 characters:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
const claims = 50;

const section = z.object({
  /** Services with an image repository in the account's registry. Default: auth-service. */
  services: z.array(serviceName).min(1).max(repositories).default(["auth-service"]),
  /**
   * Region of the registry that pods pull their images from, where another environment owns the account: one of that
   * environment's regions. Default: the region that the pods run in.
   */
  registryRegion: regionName.optional(),
  /** Tagged images that a repository keeps, the newest ones. Default: 100. */
  keptImages: z.int().min(10).max(1000).default(100),
  /** Days after which images without a tag go. Default: 14. */
  untaggedImageDays: z.int().min(1).max(365).default(14),
  /**
   * GitHub repository whose workflows push images, `owner/name`. Repositories created since July 2026 put numbers into
   * their claims: write those as `owner@id/name@id`. Default: none, no workflow gets in.
   */
  repository: repository.optional(),
  /** Branches whose workflows may push images. Default: main. */
  branches: z.array(branch).max(claims).default(["main"]),
  /** Tags whose workflows may push images; a trailing * stands for any ending. Default: v*. */
  tags: z.array(tagPattern).max(claims).default(["v*"]),
  /** GitHub environments whose jobs may push images. Default: none. */
  environments: z.array(environment).max(claims).default([]),
  /**
   * GitHub environment whose jobs may read everything that a Terraform plan reads, secrets included; protect it with
   * reviewers. Default: none, plans run where the state is kept (Terraform Cloud).
   */
  planEnvironment: environment.optional(),
});

/** How images come into the account, and who may bring them (INF-001 §1.2 "CI/CD", §4.1). */
export const deliverySection = section.prefault({});

export type DeliverySection = z.output<typeof deliverySection>;
