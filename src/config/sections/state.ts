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

/** The chosen backend with its settings. */
export type StateSettings =
  | ({ readonly backend: "cloud" } & NonNullable<StateSection["cloud"]>)
  | ({ readonly backend: "s3" } & NonNullable<StateSection["s3"]>)
  | { readonly backend: "local" };

/** The host that keeps the states of the `cloud` backend. */
export function cloudHost({ hostname = "app.terraform.io" }: { readonly hostname?: string }): string {
  return hostname;
}
