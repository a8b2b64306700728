/** The secrets that the platform itself keeps in Secrets Manager for services, as `<prefix>/<name>`, and their keys. */
export const platformSecrets: Readonly<Record<string, readonly string[]>> = {
  "database-credentials": ["url", "username", "password", "host", "port", "dbname"],
  "redis-credentials": ["url", "reader_url", "auth_token", "primary_endpoint", "reader_endpoint", "port"],
  "auth-secrets": ["jwt-secret"],
};
