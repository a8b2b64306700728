/** What the emulator cannot do, by resource type. A type that is not here is applied as it is. */
export interface EmulatorGap {
  /** `leave-out`: no such resource is created. `ignore`: these arguments do not read back as they were written. */
  readonly remedy: "leave-out" | { readonly ignore: readonly string[] };
  readonly reason: string;
}

export const emulatorGaps: Readonly<Record<string, EmulatorGap>> = {
  aws_autoscaling_attachment: {
    remedy: "leave-out",
    reason: "the node groups' auto-scaling groups belong to a cluster that the emulator cannot run",
  },
  aws_efs_backup_policy: { remedy: "leave-out", reason: "the call is not implemented" },
  aws_efs_file_system_policy: { remedy: "leave-out", reason: "deleting one is not implemented" },
  aws_s3_bucket_intelligent_tiering_configuration: {
    remedy: "leave-out",
    reason: "the call is not implemented, and deleting one deletes the bucket",
  },
  aws_s3_bucket_logging: {
    remedy: "leave-out",
    reason: 'a bucket policy with Principal "*" makes the call fail with a server error',
  },
  aws_s3_bucket_replication_configuration: {
    remedy: { ignore: ["rule"] },
    reason: "delete marker replication reads back as disabled",
  },
};
