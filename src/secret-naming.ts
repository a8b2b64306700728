import type { SecretNames } from "./stacks/data/data-props";

/**
 * Names in Secrets Manager of the secrets that services refer to: the data stack's own are those of its region, all
 * others carry the environment's prefix in every region, where they are replicated.
 */
export function secretNaming(prefix: string, platform: SecretNames): (secret: string) => string {
  const names: Readonly<Record<string, string>> = {
    "database-credentials": platform.database,
    "redis-credentials": platform.redis,
    "auth-secrets": platform.auth,
  };
  return (secret) => names[secret] ?? `${prefix}/${secret}`;
}
