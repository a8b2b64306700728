/** What the function is told through its environment. */
export interface Settings {
  /** Replication group whose data is kept. */
  readonly replicationGroupId: string;
  /** First part of the snapshots' names; what has another name, or another form after it, is not the function's. */
  readonly snapshotPrefix: string;
  /** Days that a snapshot is kept. */
  readonly retentionDays: number;
}

/** @throws Error that names the variable which is missing or no positive whole number. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const read = (name: string): string => {
    const value = environment[name];
    if (!value) throw new Error(`${name} is not set; the function's configuration must name it`);
    return value;
  };
  const retentionDays = Number(read("RETENTION_DAYS"));
  if (!Number.isInteger(retentionDays) || retentionDays < 1) {
    throw new Error(`RETENTION_DAYS is ${environment.RETENTION_DAYS}; it must be a whole number of days, at least 1`);
  }
  return { replicationGroupId: read("REPLICATION_GROUP_ID"), snapshotPrefix: read("SNAPSHOT_PREFIX"), retentionDays };
}
