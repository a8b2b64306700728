import { z } from "zod";
import { matching } from "./formats/text";

const host = "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(:\\d{1,5})?";

const repository = matching(
  new RegExp(
    `^(https://${host}/[^\\s@\\p{C}]+|ssh://([\\w.-]+@)?${host}/[^\\s\\p{C}]+|git@[\\w.-]+:[^\\s\\p{C}]+)$`,
    "u",
  ),
  {
    allowed:
      "a Git repository such as https://github.com/techally/deployments.git or git@github.com:techally/deployments.git",
    fix: "write the address that git clone takes, without credentials",
  },
);

// Argo CD refuses what is absolute or leads out of the repository.
const folder = matching(/^(\.|(?!\.{1,2}(\/|$))[^/\p{C}]+(\/(?!\.{1,2}(\/|$))[^/\p{C}]+)*)$/u, {
  allowed: "a folder of the repository such as apps/production, or . for all of it",
  fix: "write it from the repository's root, without a / at either end and without ..",
});

// A semantic version range has spaces: https://argo-cd.readthedocs.io/en/stable/user-guide/tracking_strategies/
const revision = matching(/^(?!-)[^\s\p{C}]{1,255}( [^\s\p{C}]{1,255}){0,9}$/u, {
  allowed: "a branch, tag or commit such as main, or a range of versions such as >=1.0.0 <2.0.0",
  fix: "use a name that git knows, without control characters",
});

/** What Argo CD keeps in step with a repository (https://argo-cd.readthedocs.io/en/stable/operator-manual/cluster-bootstrapping/). */
export const gitopsSection = z.object({
  /** Repository with an Application per file; Argo CD needs credentials for it unless it is public. */
  repository,
  /** Folder of the Applications. Default: applications. */
  path: folder.default("applications"),
  /** Branch, tag or commit. Default: HEAD. */
  revision: revision.default("HEAD"),
});

export type GitopsSection = z.output<typeof gitopsSection>;
