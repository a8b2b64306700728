import { z } from "zod";
import { removedKeys } from "./formats/removed";
import { matching, regionName } from "./formats/text";

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

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
const githubProviderArn = matching(/^arn:aws:iam::\d{12}:oidc-provider\/token\.actions\.githubusercontent\.com$/, {
  allowed: "arn:aws:iam::<account>:oidc-provider/token.actions.githubusercontent.com",
  fix: "copy it from aws iam list-open-id-connect-providers",
});

const cloudProviderArn = matching(/^arn:aws:iam::\d{12}:oidc-provider\/[a-z0-9][a-z0-9.-]*$/, {
  allowed: "arn:aws:iam::<account>:oidc-provider/<host>, such as …/app.terraform.io",
  fix: "copy it from aws iam list-open-id-connect-providers",
});

// Each is a condition of one trust policy, which has 2,048 characters:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
const claims = 50;

const section = z.object({
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
   * GitHub repository whose workflows push images, and plan and apply where the state is in S3, `owner/name`.
   * Repositories created since July 2026 put numbers into their claims: write those as `owner@id/name@id`. Default: that
   * of the environment that owns the account; without it there, no workflow gets in.
   */
  repository: repository.optional(),
  /** Branches whose workflows may push images. Default: main. */
  branches: z.array(branch).max(claims).default(["main"]),
  /** Tags whose workflows may push images; a trailing * stands for any ending. Default: v*. */
  tags: z.array(tagPattern).max(claims).default(["v*"]),
  /** GitHub environments whose jobs may push images. Default: none. */
  environments: z.array(environment).max(claims).default([]),
  /**
   * ARN of the account's identity provider for GitHub, where it has one already: an account can have one only. Only with
   * `ownsAccount`. Default: a new one.
   */
  identityProviderArn: githubProviderArn.optional(),
  /**
   * ARN of the account's identity provider for the host of `state.cloud`, where it has one already. Only with
   * `ownsAccount`. Default: a new one, where an environment of the account keeps its state in Terraform Cloud.
   */
  terraformCloudProviderArn: cloudProviderArn.optional(),
});

/** How images come into the account, and who may bring them and deploy (INF-001 §1.2 "CI/CD", §4.1). */
export const deliverySection = removedKeys(section, {
  services:
    "remove it: each service has a repository of its name, or of its image.repository, unless image.registry brings " +
    "its image from elsewhere (docs/services.md)",
  planEnvironment:
    "remove it: each environment has a role for plans, <prefix>-terraform-plan, which trusts the GitHub environment " +
    "plan-<name> (docs/delivery.md)",
}).prefault({});

export type DeliverySection = z.output<typeof deliverySection>;
