import type { SynthesizedStacks } from "../pipeline/synthesized-stacks";
import { DeployedNames, type SynthesizedResource } from "./deployed-names";

/** What becomes of the data in a kind of resource, for people. */
interface Holder {
  readonly type: string;
  /** The argument with its name. */
  readonly name: string;
  /** What goes with a resource of it. */
  readonly goes: (block: SynthesizedResource["block"]) => string;
}

const isSet = (value: unknown) => String(value) === "true";
const lastSnapshot = (isTaken: boolean) => (isTaken ? "a final snapshot is taken first" : "without a final snapshot");

const holders: readonly Holder[] = [
  {
    type: "aws_db_instance",
    name: "identifier",
    goes: ({ skip_final_snapshot, delete_automated_backups, replicate_source_db }) =>
      replicate_source_db === undefined
        ? `database, ${lastSnapshot(!isSet(skip_final_snapshot))}` +
          (isSet(delete_automated_backups ?? true) ? ", with its automated backups" : "")
        : "replica of a database",
  },
  {
    type: "aws_elasticache_replication_group",
    name: "replication_group_id",
    goes: ({ final_snapshot_identifier }) => `cache, ${lastSnapshot(final_snapshot_identifier !== undefined)}`,
  },
  {
    type: "aws_s3_bucket",
    name: "bucket",
    goes: ({ force_destroy }) =>
      isSet(force_destroy) ? "bucket, emptied with all versions of its objects" : "bucket, if there is nothing in it",
  },
  { type: "aws_efs_file_system", name: "creation_token", goes: () => "file system, with all files" },
  {
    type: "aws_backup_vault",
    name: "name",
    goes: ({ force_destroy }) =>
      isSet(force_destroy) ? "vault of AWS Backup, with its recovery points" : "vault of AWS Backup, if it is empty",
  },
  { type: "aws_eks_cluster", name: "name", goes: () => "cluster, with the volumes of its claims" },
  {
    type: "aws_secretsmanager_secret",
    name: "name",
    goes: ({ recovery_window_in_days: days = 30 }) =>
      Number(days) === 0 ? "secret, at once" : `secret, recoverable for ${days} days`,
  },
  {
    type: "aws_ecr_repository",
    name: "name",
    goes: ({ force_delete }) =>
      isSet(force_delete) ? "image repository, with its images" : "image repository, if it is empty",
  },
];

/** What goes with some stacks when they are destroyed as they were synthesized, a line each; log groups in one. */
export function lostData(stacks: SynthesizedStacks, order: readonly string[]): string[] {
  const names = new DeployedNames(stacks);
  const resources = (type: string) => order.flatMap((stack) => names.resources(stack, type));
  const lines = holders.flatMap(({ type, name, goes }) =>
    resources(type).map((resource) => {
      const known = names.argument(resource, name) ?? `${resource.stack}: ${type}.${resource.name}`;
      return `${known}: ${goes(resource.block)}`;
    }),
  );
  const logGroups = resources("aws_cloudwatch_log_group").length;
  return logGroups === 0 ? lines : [...lines, `log groups with their events: ${logGroups}`];
}
