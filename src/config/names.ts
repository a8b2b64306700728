import type { Environment } from "./environment";
import { type BucketKind, bucketKinds } from "./values/bucket-kinds";

/** Names that are derived from an environment's values, each in one place. Pure text: no construct is known here. */

/** `techally-dr`, `production-dr`: a name of the primary region as the standby region has it. */
export const standbySuffix = "dr";

export function standbyName(name: string): string {
  return `${name}-${standbySuffix}`;
}

/** `techally-media`, or `techally-media-7f3a` where the plain name is taken. */
export function bucketName(namePrefix: string, kind: BucketKind, suffix: string | undefined): string {
  return suffix === undefined ? `${namePrefix}-${kind}` : `${namePrefix}-${kind}-${suffix}`;
}

/** The names of all buckets of an environment, in whichever region. */
export function bucketNames({
  prefix,
  storage,
  disasterRecovery,
}: Pick<Environment, "prefix" | "storage" | "disasterRecovery">): string[] {
  const regions = disasterRecovery ? [prefix, standbyName(prefix)] : [prefix];
  return regions.flatMap((region) => bucketKinds.map((kind) => bucketName(region, kind, storage.bucketSuffix)));
}

/** IAM roles that are called `<prefix>-<part>`, in whichever region. A service's role is `<prefix>-<service>`. */
export const prefixRoles = [
  "backup",
  "github-images",
  "github-wake",
  "office-hours",
  "rds-monitoring",
  "redis-snapshots",
  "redis-snapshots-schedule",
  "region-failover",
  "restore",
  "s3-replication",
  "terraform-apply",
  "terraform-plan",
  "vpc-flow-logs",
] as const;

/** Names of the IAM roles that Terraform plans and applies with. */
export interface TerraformRoles {
  readonly plan: string;
  readonly apply: string;
}

/** `techally-terraform-plan` and `techally-terraform-apply` */
export function terraformRoles(prefix: string): TerraformRoles {
  return { plan: `${prefix}-terraform-plan`, apply: `${prefix}-terraform-apply` };
}

/** `techally-boundary`: the policy that bounds what any other role of an environment can do. */
export function boundaryName(prefix: string): string {
  return `${prefix}-boundary`;
}

/** IAM roles that are called `<cluster.name>-<part>`. */
export const clusterRoles = [
  "alertmanager",
  "cluster",
  "cluster-autoscaler",
  "ebs-csi",
  "efs-csi",
  "external-secrets",
  "nodes",
  "velero",
  "vpc-cni",
] as const;

/** Where workflows plan an environment without waiting for anybody; they apply in the GitHub environment of its name. */
export function planEnvironment(name: string): string {
  return `plan-${name}`;
}

/** What the longest stack's name ends with: `<name>-dr-workloads`. */
export const longestStackPart = "workloads";

/** Name of the failover record that CloudFront fetches from; nobody else may take it. */
export const originLabel = "origin";

/** `auth.techally.com` */
export function hostName(label: string, domain: string): string {
  return `${label}.${domain}`;
}

/** The hosts that CloudFront serves: the domain itself, then one for each label. */
export function webHostNames(domain: string, labels: readonly string[]): string[] {
  return [domain, ...labels.map((label) => hostName(label, domain))];
}

/** Every host of the environment that a service may answer: CloudFront's, then those of the load balancers alone. */
export function hostNames(
  domain: string,
  { webHosts, apiHosts }: { readonly webHosts: readonly string[]; readonly apiHosts: readonly string[] },
): string[] {
  return [...webHostNames(domain, webHosts), ...apiHosts.map((label) => hostName(label, domain))];
}

/**
 * The sites whose pages may load static assets: those that the configuration names, or every host that CloudFront
 * serves. Bucket and distribution have to say the same.
 */
export function corsOrigins({ dns, edge, storage }: Pick<Environment, "dns" | "edge" | "storage">): readonly string[] {
  return storage.corsOrigins ?? webHostNames(dns.domain, edge.webHosts).map((host) => `https://${host}`);
}

/**
 * The secrets that the platform itself keeps in Secrets Manager for services, and their keys. The data stacks write
 * them through `SecretContent`, so a key that is listed here and written nowhere does not compile.
 */
export const platformSecrets = {
  /** URL of the region's database, and its parts. */
  "database-credentials": ["url", "username", "password", "host", "port", "dbname"],
  /** URLs of the region's cache, and their parts. */
  "redis-credentials": ["url", "reader_url", "auth_token", "primary_endpoint", "reader_endpoint", "port"],
  /** Key that signs JSON web tokens. */
  "auth-secrets": ["jwt-secret"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Secrets that the platform keeps in Secrets Manager for itself: no service may read them. */
export const internalSecrets: readonly string[] = ["database-master", "origin-verify"];

export type PlatformSecret = keyof typeof platformSecrets;

/** A value for each key of a platform secret. */
export type SecretContent<Name extends PlatformSecret> = Readonly<
  Record<(typeof platformSecrets)[Name][number], string | number>
>;

/** Names in Secrets Manager of a region's platform secrets, known before anything is deployed. */
export type PlatformSecretNames = Readonly<Record<PlatformSecret, string>>;

/** `techally/order-secrets` */
export function secretName(prefix: string, secret: string): string {
  return `${prefix}/${secret}`;
}

/** The names of all platform secrets that are kept under one prefix. */
export function platformSecretNames(prefix: string): PlatformSecretNames {
  return {
    "database-credentials": secretName(prefix, "database-credentials"),
    "redis-credentials": secretName(prefix, "redis-credentials"),
    "auth-secrets": secretName(prefix, "auth-secrets"),
  };
}

export function isPlatformSecret(secret: string): secret is PlatformSecret {
  return Object.hasOwn(platformSecrets, secret);
}
