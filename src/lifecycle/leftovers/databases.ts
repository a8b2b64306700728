import type { Finder, Leftover } from "./leftover";

interface Instances {
  readonly DBSnapshots: readonly { readonly DBSnapshotIdentifier: string; readonly DBInstanceIdentifier: string }[];
  readonly DBInstanceAutomatedBackups: readonly {
    readonly DbiResourceId: string;
    readonly DBInstanceIdentifier: string;
    readonly DBInstanceAutomatedBackupsArn: string;
  }[];
}

/** Snapshots of databases, and automated backups that were kept. */
export const databaseLeftovers: Finder = (aws, names, stack) =>
  names.resources(stack, "aws_db_instance").flatMap((resource) => {
    const { region } = resource;
    const identifier = names.argument(resource, "identifier");
    if (identifier === undefined) return [];
    const one = ["--db-instance-identifier", identifier];
    if (aws.find(region, "rds", "describe-db-instances", ...one)) return [];
    const manual = ["rds", "describe-db-snapshots", "--snapshot-type", "manual", ...one];
    const automated = ["rds", "describe-db-instance-automated-backups", ...one];
    const snapshots = aws.find<Instances>(region, ...manual)?.DBSnapshots ?? [];
    const backups = aws.find<Instances>(region, ...automated)?.DBInstanceAutomatedBackups ?? [];
    return [
      ...snapshots.map(
        ({ DBSnapshotIdentifier: name }): Leftover => ({
          kind: "database snapshot",
          region,
          name,
          isBackup: true,
          removal: ["rds", "delete-db-snapshot", "--db-snapshot-identifier", name],
        }),
      ),
      ...backups.map(
        ({ DBInstanceAutomatedBackupsArn: arn, DbiResourceId: id }): Leftover => ({
          kind: "automated backups",
          region,
          name: `${identifier} (${id})`,
          isBackup: true,
          removal: arn
            ? ["rds", "delete-db-instance-automated-backup", "--db-instance-automated-backups-arn", arn]
            : ["rds", "delete-db-instance-automated-backup", "--dbi-resource-id", id],
          note: "they expire by themselves",
        }),
      ),
    ];
  });

interface Caches {
  readonly Snapshots: readonly { readonly SnapshotName: string; readonly ReplicationGroupId?: string }[];
}

/** Snapshots of caches: the last one, and those that the function of AWS Backup's stack took. */
export const cacheLeftovers: Finder = (aws, names, stack) =>
  names.resources(stack, "aws_elasticache_replication_group").flatMap((resource) => {
    const { region } = resource;
    const group = names.argument(resource, "replication_group_id");
    if (group === undefined) return [];
    const one = ["--replication-group-id", group];
    if (aws.find(region, "elasticache", "describe-replication-groups", ...one)) return [];
    const { Snapshots: all = [] } = aws.find<Caches>(region, "elasticache", "describe-snapshots") ?? {};
    return all
      .filter(({ ReplicationGroupId: of, SnapshotName: name }) => of === group || name.startsWith(`${group}-`))
      .map(({ SnapshotName: name }): Leftover => {
        const removal = ["elasticache", "delete-snapshot", "--snapshot-name", name];
        return { kind: "cache snapshot", region, name, isBackup: true, removal };
      });
  });
