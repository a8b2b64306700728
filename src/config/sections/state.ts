import { z } from "zod";
import { isReservedBucketName, reservedBucketNames } from "../values/reserved-names";
import { hostAndPort, matching, regionName } from "./formats/text";

export const stateBackends = ["cloud", "s3", "local"] as const;
export type StateBackend = (typeof stateBackends)[number];

const slug = matching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, {
  allowed: "up to 40 letters, digits, hyphens and underscores",
  fix: "use the name as Terraform Cloud shows it in its URLs",
});

// https://developer.hashicorp.com/terraform/cloud-docs/api-docs/projects
const projectName = matching(/^(?=.{3,40}$)[\w-]+( +[\w-]+)*$/, {
  allowed: "3-40 letters, digits, hyphens, underscores and spaces between them",
  fix: "use the name as Terraform Cloud shows it",
});

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html
const hostname = matching(new RegExp(`^(?!.*:)${hostAndPort}$`), {
  allowed: "a host in lower case, such as terraform.example.com",
  fix: "write the host alone: no scheme, no path, and no port, which identity providers in IAM cannot have",
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
const bucketName = matching(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, {
  allowed: "an S3 bucket name of 3-63 lower-case letters, digits and hyphens",
  fix: "choose a name that is free in all of AWS",
}).refine((name) => !isReservedBucketName(name), {
  params: {
    allowed: `a bucket name that does not ${reservedBucketNames}`,
    fix:
      "choose another: AWS reserves such names " +
      "(https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html)",
  },
});

// https://developer.hashicorp.com/terraform/cloud-docs/vcs
const vcsIdentifier = matching(/^[\w.-]+(\/[\w.-]+)+$/, {
  allowed: "a repository as Terraform Cloud names it, such as acme/platform",
  fix: "write owner/name: no scheme, no host, no .git",
}).refine((name) => !name.endsWith(".git"), {
  params: { allowed: "a repository without .git", fix: "write owner/name" },
});

const branchName = matching(/^(?!-)[\w-]+([./][\w-]+)*$/, {
  allowed: "the name of a branch, such as synthesized",
  fix: "write the branch alone, without refs/heads/",
});

const connectionId = (kind: string, example: string) =>
  matching(new RegExp(`^${kind}-[A-Za-z0-9]+$`), {
    allowed: `an id such as ${example}`,
    fix: "copy it from the organization's Settings → Version Control → Providers",
  });

/** Where workspaces take what they run, for runs that start with a commit. */
const vcsSection = z.object({
  /** Repository with the synthesized output, `owner/name`. */
  repository: vcsIdentifier,
  /** Branch that the workflow `publish.yml` pushes the output to, and nobody else. */
  branch: branchName.default("synthesized"),
  /** OAuth token of the organization's connection to the repository's host. */
  oauthTokenId: connectionId("ot", "ot-hmAyP66qk2AMVdbJ").optional(),
  /** Installation of Terraform Cloud's GitHub App, in place of an OAuth token. */
  githubAppInstallationId: connectionId("ghain", "ghain-ieiBWKoR5dSkUDV8").optional(),
});

/** Where Terraform keeps the state of every stack of the environment. */
export const stateSection = z.object({
  /** Which of the backends below is used; the environment variable TECHALLY_STATE overrides it for a trial. */
  backend: z.enum(stateBackends).default("cloud"),
  /** Terraform Cloud: one workspace per stack (https://developer.hashicorp.com/terraform/cli/cloud/settings). */
  cloud: z
    .object({
      organization: slug,
      /** Workspaces are named `<workspacePrefix>-<stack>`. */
      workspacePrefix: slug.default("techally"),
      /** Terraform Cloud project in which new workspaces are created. Default: the organization's default project. */
      project: projectName.optional(),
      /** Host of a Terraform Enterprise installation. Default: app.terraform.io. */
      hostname: hostname.optional(),
      /**
       * Runs start with commits to a repository. Default: `terraform` on a command line or in a workflow starts them
       * (https://developer.hashicorp.com/terraform/cloud-docs/run/remote-operations).
       */
      vcs: vcsSection.optional(),
      /**
       * Agents of one's own, in the VPC, run what talks to a cluster
       * (https://developer.hashicorp.com/terraform/cloud-docs/agents). Without them, runners of Terraform Cloud do, which
       * have no aws CLI and reach no private endpoint. Default: true.
       */
      agents: z.boolean().default(true),
      /**
       * Two teams for each environment, one that may plan and one that may also apply, whose tokens the workflows hold.
       * Organizations of the free edition have no teams but the owners', whose tokens may do everything
       * (https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/teams). Default: true.
       */
      teams: z.boolean().default(true),
    })
    .optional(),
  /** An S3 bucket with native locking (https://developer.hashicorp.com/terraform/language/backend/s3). */
  s3: z
    .object({
      /** The bucket that the `bootstrap` stack creates; each stack's key is `<stack>.tfstate`. */
      bucket: bucketName,
      region: regionName,
    })
    .optional(),
});

export type StateSection = z.output<typeof stateSection>;

/** Terraform Cloud, as an environment sets it up. */
export type CloudSection = NonNullable<StateSection["cloud"]>;

/** The chosen backend, with what its stacks need to know of its settings. */
export type StateSettings =
  | ({ readonly backend: "cloud" } & Omit<CloudSection, "vcs" | "agents" | "teams">)
  | ({ readonly backend: "s3" } & NonNullable<StateSection["s3"]>)
  | { readonly backend: "local" };

/** The host that keeps the states of the `cloud` backend. */
export function cloudHost({ hostname = "app.terraform.io" }: { readonly hostname?: string }): string {
  return hostname;
}
