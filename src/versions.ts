/** The versions that the platform is built from, in one place. Stacks hand them to modules. */

/** Native S3 locking needs 1.11; INF-001 §1.2 asks for 1.5 or later. The project is proven with .terraform-version. */
export const terraformVersion = ">= 1.11.0, < 2.0.0";

/** Sources are written out in full because OpenTofu re-downloads providers that are named by their short form. */
export const providers = {
  aws: { source: "hashicorp/aws", version: ">= 6.25.0, < 7.0.0" },
} as const;
