/** The versions that the platform is built from, in one place. Stacks hand them to modules. */

/** Native S3 locking needs 1.11; INF-001 §1.2 asks for 1.5 or later. The project is proven with .terraform-version. */
export const terraformVersion = ">= 1.11.0, < 2.0.0";

/**
 * Terraform providers. The lower bound is the version that the bindings were generated from. Sources are written out
 * in full because OpenTofu downloads providers again at every init when they are named by their short form.
 */
export const providers = {
  aws: { source: "hashicorp/aws", version: ">= 6.25.0, < 7.0.0" },
  kubernetes: { source: "hashicorp/kubernetes", version: ">= 2.38.0, < 3.0.0" },
  helm: { source: "hashicorp/helm", version: ">= 3.1.1, < 4.0.0" },
  random: { source: "hashicorp/random", version: ">= 3.7.2, < 4.0.0" },
} as const;

/**
 * Database and cache engines. PostgreSQL is named by its major version: RDS withdraws minor versions every few months,
 * and creates the one that it prefers (https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/).
 */
export const engines = {
  postgres: { version: "15", parameterGroupFamily: "postgres15" },
  redis: { version: "7.0", parameterGroupFamily: "redis7" },
} as const;

/**
 * Kubernetes versions that the platform's charts support and EKS keeps in standard support
 * (https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html).
 */
export const kubernetes = { default: "1.36", supported: ["1.36", "1.35"] } as const;

/** Runtime of our Lambda functions (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html). */
export const lambda = { runtime: "nodejs22.x" } as const;
