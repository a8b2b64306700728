import type { Aws } from "../aws";
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
export const databaseLeftovers: Finder = (aws, names, stack) => [
  ...names.resources(stack, "aws_db_instance").flatMap((resource) => {
    const { region } = resource;
    const identifier = names.argument(resource, "identifier");
    if (identifier === undefined) return [];
    const one = ["--db-instance-identifier", identifier];
    if (aws.find(region, "rds", "describe-db-instances", ...one)) return [];
    const manual = ["rds", "describe-db-snapshots", "--snapshot-type", "manual", ...one];
    const snapshots = aws.find<Instances>(region, ...manual)?.DBSnapshots ?? [];
    return [
      ...snapshots.map(({ DBSnapshotIdentifier: name }): Leftover => {
        const removal = ["rds", "delete-db-snapshot", "--db-snapshot-identifier", name];
        return { kind: "database snapshot", region, name, isBackup: true, removal };
      }),
      ...automatedBackups(aws, region, identifier),
    ];
  }),
  // Another region's database has backups here, which outlive their replication.
  ...names.resources(stack, "aws_db_instance_automated_backups_replication").flatMap(({ region }) =>
    names
      .producers(stack)
      .flatMap((producer) => names.resources(producer, "aws_db_instance"))
      .flatMap((source) => automatedBackups(aws, region, names.argument(source, "identifier") ?? "")),
  ),
];

function automatedBackups(aws: Aws, region: string, identifier: string): Leftover[] {
  const args = ["rds", "describe-db-instance-automated-backups", "--db-instance-identifier", identifier];
  const backups = aws.find<Instances>(region, ...args)?.DBInstanceAutomatedBackups ?? [];
  return backups.map(({ DBInstanceAutomatedBackupsArn: arn, DbiResourceId: id }): Leftover => {
    const which = arn ? ["--db-instance-automated-backups-arn", arn] : ["--dbi-resource-id", id];
    const removal = ["rds", "delete-db-instance-automated-backup", ...which];
    const note = "they expire by themselves";
    return { kind: "automated backups", region, name: `${identifier} (${id})`, isBackup: true, removal, note };
  });
}

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
