/** How to reach a PostgreSQL database. */
export interface PostgresConnection {
  readonly username: string;
  /** Letters and digits only: it is written into a URL as it is. */
  readonly password: string;
  readonly host: string;
  readonly port: number;
  readonly databaseName: string;
}

/** How to reach a Redis replication group. */
export interface RedisConnection {
  /** Letters and digits only: it is written into a URL as it is. */
  readonly authToken: string;
  /** Host of the node that takes writes. */
  readonly primaryEndpoint: string;
  /** Host that spreads reads over the replicas. */
  readonly readerEndpoint: string;
  readonly port: number;
}

/** The content of a database secret: a URL that insists on TLS, and its parts. */
export function postgresContent({ username, password, host, port, databaseName }: PostgresConnection) {
  const url = `postgresql://${username}:${password}@${host}:${port}/${databaseName}?sslmode=require`;
  return { url, username, password, host, port, dbname: databaseName };
}

/** The content of a cache secret: URLs with TLS (`rediss`), and their parts. */
export function redisContent({ authToken, primaryEndpoint, readerEndpoint, port }: RedisConnection) {
  const url = (host: string) => `rediss://:${authToken}@${host}:${port}`;
  return {
    url: url(primaryEndpoint),
    reader_url: url(readerEndpoint),
    auth_token: authToken,
    primary_endpoint: primaryEndpoint,
    reader_endpoint: readerEndpoint,
    port,
  };
}
