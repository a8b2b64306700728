import { z } from "zod";
import { matching } from "./formats/text";

/** What Argo CD keeps in step with a repository (https://argo-cd.readthedocs.io/en/stable/operator-manual/cluster-bootstrapping/). */
export const gitopsSection = z.object({
  /** Repository with an Application per file; Argo CD needs credentials for it unless it is public. */
  repository: matching(/^(https:\/\/[^\s@]+|ssh:\/\/\S+|git@[^\s:]+:\S+)$/, {
    allowed:
      "a Git repository such as https://github.com/techally/deployments.git or git@github.com:techally/deployments.git",
    fix: "write the address that git clone takes, without credentials",
  }),
  /** Folder of the Applications. Default: applications. */
  path: matching(/^(?!\/)(?!(.*\/)?\.\.(\/|$))\S+$/, {
    allowed: "a folder of the repository such as applications, without spaces, .. or a / at its start",
    fix: "write the path from the repository's root, or . for the root itself",
  }).default("applications"),
  /** Branch, tag or commit. Default: HEAD. */
  revision: z.string().min(1).default("HEAD"),
});

export type GitopsSection = z.output<typeof gitopsSection>;
